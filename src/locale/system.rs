//! What the operating system says when it refuses, in the person's language.

use super::{Lang, words};
use std::io::{self, ErrorKind};

words! {
    system_not_found() = "没有这个文件或文件夹", "no such file or folder";
    system_no_permission() = "没有权限", "permission denied";
    system_exists() = "已经有了", "it exists already";
    system_is_folder() = "是文件夹", "it is a folder";
    system_not_folder() = "路径里有一段不是文件夹", "a part of the path is no folder";
    system_full() = "磁盘满了", "the disk is full";
    system_quota() = "超过了磁盘配额", "the disk quota is used up";
    system_read_only() = "这个磁盘只能读", "the disk is read-only";
    system_loop() = "链接绕成了圈", "links lead round in a circle";
    system_bad_name() = "名字太长，或不能用", "the name is too long or not allowed";
    system_too_large() = "文件太大", "the file is too large";
    system_busy() = "正被占用", "it is in use";
    system_timed_out() = "等得太久", "it took too long";
    system_pipe() = "读的一方已经走了", "nobody reads any more";
    system_no_memory() = "内存不够", "there is not enough memory";
    system_device() = "读写设备出错", "the device failed";
}

/// What a failing device reports; the standard library has no name for it.
const EIO: i32 = 5;

impl Lang {
    /// What the system said, in few words; its own where there are none of ours.
    pub fn system_error(self, error: &io::Error) -> String {
        let words = match error.kind() {
            ErrorKind::NotFound => self.system_not_found(),
            ErrorKind::PermissionDenied => self.system_no_permission(),
            ErrorKind::AlreadyExists => self.system_exists(),
            ErrorKind::IsADirectory => self.system_is_folder(),
            ErrorKind::NotADirectory => self.system_not_folder(),
            ErrorKind::StorageFull => self.system_full(),
            ErrorKind::QuotaExceeded => self.system_quota(),
            ErrorKind::ReadOnlyFilesystem => self.system_read_only(),
            ErrorKind::InvalidFilename => self.system_bad_name(),
            ErrorKind::FileTooLarge => self.system_too_large(),
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => self.system_busy(),
            ErrorKind::TimedOut => self.system_timed_out(),
            ErrorKind::BrokenPipe => self.system_pipe(),
            ErrorKind::OutOfMemory => self.system_no_memory(),
            _ if error.raw_os_error() == Some(EIO) => self.system_device(),
            _ if rustix::io::Errno::from_io_error(error) == Some(rustix::io::Errno::LOOP) => {
                self.system_loop()
            }
            _ => return error.to_string(),
        };
        words.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_refusals_are_said_in_the_persons_language() {
        let missing = std::fs::read("/no/such/file").unwrap_err();
        assert_eq!(Lang::ZhCn.system_error(&missing), "没有这个文件或文件夹");
        assert_eq!(Lang::En.system_error(&missing), "no such file or folder");
        let device = io::Error::from_raw_os_error(EIO);
        assert_eq!(Lang::ZhCn.system_error(&device), "读写设备出错");
        let own = io::Error::other("gone astray");
        assert_eq!(Lang::ZhCn.system_error(&own), "gone astray");
    }
}
