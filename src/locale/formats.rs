//! What is wrong with a file that is parsed in the cell.

use super::{Lang, words};
use crate::io::import::child::problem::{CellError, Refusal, Warning};

words! {
    not_this_format() = "不是这种格式的文件，请检查扩展名", "it is not a file of this format; check its extension";
    damaged(why: &str) = "文件不完整或已损坏（{why}），请重新下载", "it is cut off or damaged ({why}); get it anew";
    encrypted() = "文件加了密，请先解除保护", "it is encrypted; remove its protection first";
    too_deep(most: usize) = "内容嵌套超过 {most} 层", "its parts are nested deeper than {most}";
    too_many_entries(most: usize) = "压缩包里的文件超过 {most} 个", "it holds more than {most} entries";
    unpacks_too_large(mib: u64) = "解压后超过 {mib} MiB", "it unpacks to more than {mib} MiB";
    packed_too_tightly(entry: &str) = "里面的“{entry}”压缩得不正常，像是压缩炸弹",
        "`{entry}` in it is packed more tightly than text can be, as a bomb is";
    overlapping() = "压缩包里的文件相互重叠，像是压缩炸弹", "its entries overlap, as those of a bomb do";
    same_names() = "压缩包里有同名文件", "entries in it have the same name";
    bad_name(entry: &str) = "压缩包里有不安全的文件名“{entry}”", "an entry in it has the unsafe name `{entry}`";
    symbolic_link(entry: &str) = "压缩包里的“{entry}”是符号链接", "`{entry}` in it is a symbolic link";
    entities() = "里面定义了 XML 实体，可能展开成任意大小", "it defines XML entities, which may grow to any size";
    scanned(pages: u32) = "共 {pages} 页，都是扫描的图片，没有文字；请先做文字识别（OCR）",
        "its {pages} pages are scanned pictures without text; run OCR on it first",
        one pages "its page is a scanned picture without text; run OCR on it first";
    not_built_in() = "这个程序编译时没有包含这种格式", "this program was built without this format";
    cell_too_large(mib: u64) = "文件超过 {mib} MiB，请先分成几个", "it is larger than {mib} MiB; split it first";
    out_of_memory(mib: u64) = "解析它需要超过 {mib} MiB 内存", "parsing it needs more than {mib} MiB of memory";
    too_slow(seconds: u64) = "解析了 {seconds} 秒还没有完", "parsing it takes more than {seconds} s",
        one seconds "parsing it takes more than a second";
    too_much() = "解析出来的内容太多", "too much comes out of it";
    crashed() = "解析时出错中止，文件可能已损坏", "the parser crashed on it; it may be damaged";
    cannot_start(why: &str) = "启动不了解析进程（{why}）", "the parsing process cannot start ({why})";

    not_taken(path: &str, why: &str) = "{path} 没有导入：{why}。", "{path} was not imported: {why}.";
    part_missing(title: &str, part: &str) = "《{title}》缺少“{part}”这一部分，其余已导入。",
        "`{part}` of {title} is missing or unreadable; the rest was imported.";
    pictures_left_out(title: &str, pictures: u32) =
        "《{title}》有 {pictures} 幅图没能收进来：找不到、太大、太多或格式不认识。",
        "{pictures} pictures of {title} were left out: missing, too large, too many or of an unknown format.",
        one pictures "A picture of {title} was left out: missing, too large or of an unknown format.";
    pages_without_text(title: &str, pages: u32) = "《{title}》有 {pages} 页是图片，没有文字。",
        "{pages} pages of {title} are pictures without text.",
        one pages "A page of {title} is a picture without text.";
}

const MIB: u64 = 1024 * 1024;

impl Lang {
    /// Why a file of this path did not come out of the cell.
    pub fn cell_error(self, path: &str, error: &CellError) -> String {
        let why = match error {
            CellError::Refused(refusal) => self.refusal(refusal),
            CellError::TooLarge(bytes) => self.cell_too_large(bytes / MIB),
            CellError::OutOfMemory(mib) => self.out_of_memory(*mib),
            CellError::TooSlow(seconds) => self.too_slow(*seconds),
            CellError::TooMuch => self.too_much().to_owned(),
            CellError::Crashed => self.crashed().to_owned(),
            CellError::CannotStart(why) => self.cannot_start(why),
        };
        self.not_taken(path, &why)
    }

    /// What a person should know of a file that was taken in.
    pub fn import_warning(self, title: &str, warning: &Warning) -> String {
        match warning {
            Warning::PartMissing(part) => self.part_missing(title, part),
            Warning::PicturesLeftOut { pictures } => self.pictures_left_out(title, *pictures),
            Warning::PagesWithoutText { pages } => self.pages_without_text(title, *pages),
        }
    }

    fn refusal(self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::NotThisFormat => self.not_this_format().to_owned(),
            Refusal::Damaged(why) => self.damaged(why),
            Refusal::Encrypted => self.encrypted().to_owned(),
            Refusal::TooDeep(most) => self.too_deep(*most),
            Refusal::TooManyEntries(most) => self.too_many_entries(*most),
            Refusal::UnpacksTooLarge(mib) => self.unpacks_too_large(*mib),
            Refusal::PackedTooTightly(entry) => self.packed_too_tightly(entry),
            Refusal::Overlapping => self.overlapping().to_owned(),
            Refusal::SameNames => self.same_names().to_owned(),
            Refusal::BadName(entry) => self.bad_name(entry),
            Refusal::Link(entry) => self.symbolic_link(entry),
            Refusal::Entities => self.entities().to_owned(),
            Refusal::Scanned { pages } => self.scanned(*pages),
            Refusal::NotBuiltIn => self.not_built_in().to_owned(),
        }
    }
}
