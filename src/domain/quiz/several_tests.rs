use super::*;
use crate::domain::quiz::Folding;

/// What the pieces come to: `=` an item, `~` one with a slip, `…` a part, `x` none.
fn told(items: &[&str], typed: &str) -> String {
    let items: Vec<String> = items.iter().map(ToString::to_string).collect();
    let said = named(&items, typed, &Folder::new(Folding::default()));
    let told = said.iter().map(|said| match said.named {
        Named::Item { index, exact } => format!("{}{index}", if exact { '=' } else { '~' }),
        Named::Part => "…".to_owned(),
        Named::None => "x".to_owned(),
    });
    told.collect::<Vec<_>>().join(" ")
}

fn check(items: &[&str], cases: &[(&str, &str)]) {
    for (typed, expected) in cases {
        assert_eq!(told(items, typed), *expected, "{typed} of {items:?}");
    }
}

const PROVINCES: &[&str] = &[
    "北京市",
    "上海市",
    "江苏省",
    "湖北省",
    "广东省",
    "四川省",
    "陕西省",
    "黑龙江省",
];
const TALKS: &[&str] = &[
    "“国家工程师奖”首次评选表彰（1月19日）",
    "中央政治局第十一次集体学习（1月31日）",
    "听取天津市委和市政府工作汇报（2月2日）",
    "中央政治局第十二次集体学习（2月29日）",
    "参加全国人大江苏代表团审议（3月5日）",
    "看望全国政协委员（3月6日）",
];
const AGES: &[&str] = &[
    "石器时代",
    "青铜时代",
    "铁器时代",
    "钢器时代",
    "蒸汽时代",
    "电气时代",
    "信息时代",
];
const PAIRS: &[&str] = &[
    "生产力与生产关系",
    "供给与需求",
    "传承与创新（新兴产业与传统产业）",
    "物质与文明",
    "共性与个性",
];

#[test]
fn what_all_items_share_at_their_ends_need_not_be_said() {
    let strategies = &["科教兴国战略", "人才强国战略", "创新驱动发展战略"];
    check(
        strategies,
        &[("科教兴国", "=0"), ("创新驱动发展", "=2"), ("战略", "…")],
    );
    check(
        AGES,
        &[("石器", "=0"), ("信息", "=6"), ("时代", "…"), ("陶器", "x")],
    );
    check(
        &["科技体制", "教育体制", "人才体制"],
        &[("人才", "=2"), ("体制", "…")],
    );
    let engines = &["“高端”引擎", "“智能”引擎", "“绿色”引擎"];
    check(engines, &[("智能", "=1"), ("高端引擎", "=0")]);
    let questions = &["发展动力问题", "发展不平衡问题", "人与自然关系问题"];
    check(
        questions,
        &[("发展动力", "=0"), ("发展", "…"), ("发展平衡问题", "x")],
    );
    let future = &["未来制造", "未来信息", "未来材料"];
    check(future, &[("材料", "=2"), ("未来", "…"), ("制造未来", "x")]);
    check(
        &["绿色能源", "智慧能源", "核能源"],
        &[("核能", "=2"), ("核", "=2")],
    );
}

#[test]
fn a_word_for_the_sort_of_a_thing_is_left_out_or_put_in() {
    check(
        PROVINCES,
        &[
            ("北京", "=0"),
            ("四川", "=5"),
            ("四川省", "=5"),
            ("黑龙江", "=7"),
            ("北京省", "~0"),
        ],
    );
    check(
        &["新能源", "新材料", "先进制造"],
        &[("先进制造业", "=2"), ("新材料产业", "=1")],
    );
    check(
        &["辽中南", "京津冀"],
        &[("辽中南工业基地", "=0"), ("京津冀基地", "~1")],
    );
    check(
        &["先进设备更新", "数字化转型"],
        &[("先进设备更新行动", "=0")],
    );
    check(
        &["内蒙古", "宁夏"],
        &[("内蒙古自治区", "=0"), ("宁夏回族自治区", "=1")],
    );
}

#[test]
fn what_stands_in_brackets_names_an_item_or_need_not_be_said() {
    check(
        PAIRS,
        &[
            ("新兴产业与传统产业", "=2"),
            ("传承与创新", "=2"),
            ("传承和创新", "=2"),
            ("传统产业和新兴产业", "x"),
        ],
    );
    check(
        TALKS,
        &[
            ("看望全国政协委员", "=5"),
            ("1月19日", "…"),
            ("看望全国政协委员（3月7日）", "~5"),
        ],
    );
}

#[test]
fn pairs_and_clauses_are_turned_round() {
    check(
        PAIRS,
        &[
            ("个性与共性", "=4"),
            ("需求和供给", "=1"),
            ("生产关系同生产力", "=0"),
            ("物质与个性", "x"),
        ],
    );
    check(
        &["丢弃传统、先破后立", "见物不见人"],
        &[("先破后立，丢弃传统", "=0")],
    );
}

#[test]
fn a_slip_is_near_and_another_thing_is_not() {
    check(
        PROVINCES,
        &[
            ("山西省", "~6"),
            ("山西", "~6"),
            ("江西省", "x"),
            ("河北省", "x"),
            ("上海事", "~1"),
        ],
    );
    check(
        TALKS,
        &[
            ("中央政治局第十三次集体学习", "x"),
            ("中央政治局第十一次集体学习", "=1"),
            ("中央政治局第十一次集中学习", "~1"),
            ("听取北京市委和市政府工作汇报", "x"),
            ("听取天津市委市政府工作汇报", "~2"),
            ("听取天津市委和市政府工作汇抱", "~2"),
            ("中央政治局第11次集体学习", "~1"),
        ],
    );
    check(
        &["特征", "基本内涵", "核心标志", "特点", "关键", "本质"],
        &[
            ("关健", "~4"),
            ("特色", "x"),
            ("本职", "~5"),
            ("合心标志", "~2"),
            ("特", "…"),
        ],
    );
    check(
        &["募", "投", "管", "退"],
        &[("头", "x"), ("看", "x"), ("管", "=2")],
    );
    check(
        &["技术革命性突破", "产业深度转型升级"],
        &[
            ("技术革命型突破", "~0"),
            ("技术创新性突破", "x"),
            ("技术突破", "…"),
            ("产业转型升级", "…"),
            ("产业深度转型", "~1"),
            ("产业", "…"),
            ("产业浅度转型升级", "x"),
        ],
    );
    check(&["推动迈向价值链中高端"], &[("推动迈向价值链中低端", "x")]);
    check(
        &["省级", "国家级", "世界级"],
        &[("国级", "…"), ("视界级", "~2")],
    );
}

#[test]
fn a_part_is_enough_where_it_is_one_clause_or_nearly_all_of_one_item() {
    let measures = &[
        "完善科技金融体系，加强协同效应",
        "创新科技金融产品和服务，满足企业多元化融资需求",
        "加强产学研联动，推动科技金融与新质生产力深度融合",
    ];
    check(
        measures,
        &[
            ("完善科技金融体系", "~0"),
            ("加强产学研联动", "~2"),
            ("科技金融", "…"),
            ("加强", "…"),
        ],
    );
    let powers = &["创新驱动主导的生产力", "应用于产业的生产力"];
    check(
        powers,
        &[
            ("创新驱动主导的生产力，以科技为本", "=0 x"),
            ("就是创新驱动主导的生产力", "~0"),
            ("不是创新驱动主导的生产力", "x"),
        ],
    );
    let mistakes = &["一哄而上、碎片化地追逐某一行业或产业", "见物不见人"];
    check(mistakes, &[("一哄而上", "~0"), ("行业", "…")]);
    check(
        &["工业", "电力"],
        &[("工业控制软件", "x"), ("工业软件", "x"), ("大工业", "~0")],
    );
    check(
        TALKS,
        &[
            ("第十一次集体学习", "~1"),
            ("集体学习", "…"),
            ("全国政协委员", "~5"),
        ],
    );
}

#[test]
fn a_number_before_an_item_is_no_part_of_it() {
    check(
        AGES,
        &[
            ("1. 石器时代", "=0"),
            ("①铁器时代", "=2"),
            ("（四）钢器时代", "=3"),
            ("1、石器时代，2、青铜时代", "=0 =1"),
            ("1. 石器 2. 青铜 3. 铁器", "=0 =1 =2"),
            ("①石器②青铜", "=0 =1"),
            ("1.", "x"),
        ],
    );
}

#[test]
fn several_items_are_named_at_once_and_those_that_are_none_are_told() {
    check(
        AGES,
        &[
            ("石器时代、青铜时代，铁器时代", "=0 =1 =2"),
            ("石器；青铜; 铁器, 钢器", "=0 =1 =2 =3"),
            ("石器 青铜　铁器", "=0 =1 =2"),
            ("石器时代\n木器时代\r\n青铜时代\n", "=0 x =1"),
            ("石器和青铜", "=0 =1"),
            ("石器、木器和青铜", "=0 x"),
            ("石器 石器", "=0 =0"),
            ("木器、陶器", "x"),
            ("", "x"),
        ],
    );
    let chain = &["科学发现", "技术发明", "新产业、新模式、新动能"];
    check(
        chain,
        &[
            ("科学发现、技术发明、新产业、新模式、新动能", "=0 =1 =2"),
            ("新产业、新模式、新动能", "=2"),
            ("新产业、新模式和新动能", "~2"),
            ("技术发明，新产业", "=1 ~2"),
        ],
    );
    check(PAIRS, &[("供给与需求、物质与文明", "=1 =3")]);
}

#[test]
fn numbers_are_the_same_in_other_figures_where_they_are_folded() {
    let items = ["中央政治局第十一次集体学习".to_owned(), "座谈会".to_owned()];
    let exact = |numbers| {
        let scripts = false;
        let folder = Folder::new(Folding { scripts, numbers });
        let said = named(&items, "中央政治局第11次集体学习", &folder);
        assert_eq!(said.len(), 1);
        said[0].named
            == Named::Item {
                index: 0,
                exact: true,
            }
    };
    assert!(exact(true));
    assert!(!exact(false));
}
