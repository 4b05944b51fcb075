import Foundation

/// A file of a watched folder as a look at the folder found it.
struct WatchedFile: Hashable, Sendable {
  /// What changes when somebody writes to a file.
  ///
  /// The number of the file is not part of it: some network file systems make up another one at each look.
  struct Stamp: Hashable, Sendable, Codable {
    /// The size in bytes.
    var size: Int
    /// When it was last written to, in nanoseconds since 1970 by the clock of the file system.
    var written: Int
  }

  /// The name in its folder.
  var name: String
  /// Its size and time.
  var stamp: Stamp

  /// The endings of files that people fill in, and of those that they send by mistake, which a report
  /// tells them.
  static let suffixes: Set<String> = [
    "xlsx", "xlsm", "xltx", "xltm", "csv", "tsv", "json", "ndjson", "jsonl", "xls", "xlsb", "ods",
  ]

  /// The regular file at a path; `nil` where there is none.
  ///
  /// Links are not followed: in a folder that others write to they lead anywhere.
  init?(name: String, in folder: String) {
    guard let stamp = Stamp(path: folder + "/" + name) else { return nil }
    self.name = name
    self.stamp = stamp
  }

  /// A file of a name and a stamp.
  init(name: String, stamp: Stamp) {
    self.name = name
    self.stamp = stamp
  }

  /// Whether a name may be that of a file to validate: neither hidden, nor the lock file of a program
  /// that has another file open (`~$a.xlsx`, `.~lock.a.xlsx#`), nor one that is being saved.
  static func isInput(_ name: String) -> Bool {
    guard !name.hasPrefix("."), !name.hasPrefix("~"), let dot = name.lastIndex(of: ".") else {
      return false
    }
    return suffixes.contains(name[name.index(after: dot)...].lowercased())
  }

  /// Whether a file is JSON by its name.
  static func isJSON(_ name: String) -> Bool {
    [".json", ".ndjson", ".jsonl"].contains { name.lowercased().hasSuffix($0) }
  }

  /// The files to validate in a folder, by their names; `nil` where the folder cannot be read.
  ///
  /// Folders in it are not entered.
  static func all(in folder: String) -> [WatchedFile]? {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      return nil
    }
    return names.filter(isInput).sorted().compactMap { WatchedFile(name: $0, in: folder) }
  }
}

extension WatchedFile.Stamp {
  /// The stamp of the regular file at a path; `nil` where there is none.
  init?(path: String) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    self.init(
      size: Int(status.st_size), written: Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec))
  }
}
