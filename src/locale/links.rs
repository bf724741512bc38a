//! Words of links and pictures in the reader.

use super::words;

words! {
    pub no_links() = "这一页没有图，也没有链接", "No pictures and no links on this page";
    pub link_chosen(to: &str) = "链接：{to}", "Link: {to}";
    pub link_inside(percent: u8) = "书内链接，在 {percent}% 处", "Leads into this document, at {percent}%";
    pub picture_chosen() = "图", "Picture";
    pub picture_closes() = "按任意键返回", "Any key goes back";
    pub opened_by(key: &str) = "（按\u{a0}{key} 打开）", " ({key}\u{a0}opens\u{a0}it)";
    pub gone_to_by(key: &str) = "（按\u{a0}{key} 跳去）", " ({key}\u{a0}goes\u{a0}there)";
    pub picture_elsewhere(source: &str) =
        "这幅图没收进书库，原来在：{source}", "This picture is not in the library; it was at: {source}";
    pub no_viewer(what: &str) =
        "这里没有图形界面，打不开：{what}。可在设置文件里写 [viewer] command", "No graphical screen here to open {what}. Set [viewer] command in the config file";
    pub no_viewer_here(what: &str) =
        "这是远程终端，打不开窗口。温故开着时，可在自己的电脑上取看（scp）：{what}",
        "This terminal is remote: no window opens here. While wengu is open, fetch it from your machine (scp): {what}";
    pub no_browser(address: &str) =
        "这里打不开浏览器，链接是：{address}", "No browser can be opened here; the link: {address}";
    pub viewer_failed(command: &str, why: &str) =
        "打不开：{command}（{why}）。可在设置文件里改 [viewer] command", "Could not open it: {command} ({why}). Set [viewer] command in the config file";
}
