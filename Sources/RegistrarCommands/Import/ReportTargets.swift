import ArgumentParser
import Foundation
import ImportReports
import TabularCore

/// Where several reports go: each to a place of its own, and none over a file that is read.
enum ReportTargets {
  /// Refuses reports that would mix on standard output or overwrite each other.
  static func check(_ requests: [ReportRequest]) throws {
    let printed = requests.filter { $0.path == nil }.map(\.format.name)
    guard printed.count < 2 else {
      throw ValidationError(usage: "twoPrinted", ["first": printed[0], "second": printed[1]])
    }
    var seen: Set<FilePlace> = []
    for path in requests.compactMap(\.path) where Descriptor.number(ofPath: path) == nil {
      guard let place = FilePlace(path), !seen.insert(place).inserted, place.isReplaced else {
        continue
      }
      throw ValidationError(usage: "twoReports", ["path": printable(path)])
    }
  }

  /// Refuses to write over a file that the command reads.
  ///
  /// - Parameter what: what would be written, by its name among the labels below `thing`.
  static func check(_ path: String?, of what: String, inputs: [String]) throws {
    guard let path, overwrites(path, inputs: inputs) else { return }
    throw ValidationError(
      usage: "overwrites", ["what": ReportRequest.name(of: what), "path": printable(path)])
  }

  /// Whether what is written to a path would replace one of the inputs.
  static func overwrites(_ path: String, inputs: [String]) -> Bool {
    guard Descriptor.number(ofPath: path) == nil, let place = FilePlace(path), place.isReplaced
    else { return false }
    return inputs.contains { FilePlace($0) == place }
  }

  /// A file by what it is, not by how its path is spelled; one that is not there yet by its folder and
  /// its name.
  private struct FilePlace: Hashable {
    private var device: UInt64
    private var node: UInt64
    private var name = ""
    /// Whether the place is a file, now or when it is written; a device or pipe is only written to.
    private(set) var isReplaced = true

    init?(_ path: String) {
      var status = stat()
      if stat(path, &status) == 0 {
        isReplaced = status.st_mode & S_IFMT == S_IFREG
      } else {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.dropLast().joined(separator: "/")
        name = parts.last.map(String.init) ?? ""
        let usual = path.hasPrefix("/") ? "/" : "."
        guard stat(folder.isEmpty ? usual : folder, &status) == 0 else { return nil }
      }
      device = UInt64(status.st_dev)
      node = UInt64(status.st_ino)
    }

    static func == (left: FilePlace, right: FilePlace) -> Bool {
      left.device == right.device && left.node == right.node && left.name == right.name
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(device)
      hasher.combine(node)
      hasher.combine(name)
    }
  }
}
