#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

import TabularCore

/// Finds the file that a path which does not exist was probably meant to name.
enum NearestName {
  /// How many names of a folder are looked at.
  private static let maximumNames = 10_000

  /// The most similar name in the path's folder; `nil` when none is similar.
  static func inFolder(of path: String) -> String? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let wanted = parts.last, !wanted.isEmpty else { return nil }
    let folder = parts.dropLast().joined(separator: "/")
    let opened = opendir(folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder)
    guard let opened else { return nil }
    defer { closedir(opened) }
    var names: [String] = []
    while names.count < maximumNames, let entry = readdir(opened) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      // Hidden files and the owner files of open workbooks hold no data.
      if !name.hasPrefix("."), !name.hasPrefix("~$") { names.append(name) }
    }
    return nearest(to: String(wanted), among: names)
  }

  /// The most similar name: within two letters, or one name begins with the other.
  static func nearest(to wanted: String, among names: [String]) -> String? {
    let target = Split(wanted)
    var best: (name: String, cost: Int)?
    for name in names.sorted() where name != wanted {
      let candidate = Split(name)
      var cost: Int?
      if candidate.stem == target.stem {
        cost = 0
      } else if isBeginning(target.stem, of: candidate.stem) {
        cost = 10
      } else {
        let distance = editDistance(target.stem, candidate.stem, limit: 2)
        if distance <= 2, distance * 2 < target.stem.utf8.count { cost = distance }
      }
      guard var cost else { continue }
      if candidate.type != target.type { cost += 3 }
      if cost < best?.cost ?? Int.max { best = (name, cost) }
    }
    return best?.name
  }

  /// A name in lower case, cut at its last point.
  private struct Split {
    var stem: String
    var type: String

    init(_ name: String) {
      let folded = name.lowercased()
      let point = folded.lastIndex(of: ".") ?? folded.endIndex
      stem = String(folded[..<point])
      type = String(folded[point...])
    }
  }

  private static func isBeginning(_ left: String, of right: String) -> Bool {
    min(left.utf8.count, right.utf8.count) >= 3 && (right.hasPrefix(left) || left.hasPrefix(right))
  }
}
