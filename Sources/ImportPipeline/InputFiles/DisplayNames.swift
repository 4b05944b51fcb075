/// How messages name the files of a run: the last component of the path, and as many before it as tell
/// files of one name apart.
enum DisplayNames {
  /// The names of files given by their paths, in their order.
  static func names(of paths: [String]) -> [String] {
    let parts = paths.map { path in
      path.split(separator: "/").filter { $0 != "." }.map(String.init)
    }
    return paths.indices.map { index in
      let own = parts[index]
      guard !own.isEmpty else { return paths[index] }
      let others = parts.filter { $0.last == own.last && $0 != own }
      var count = 1
      while count < own.count, others.contains(where: { $0.suffix(count) == own.suffix(count) }) {
        count += 1
      }
      let isWhole = count == own.count && count > 1 && paths[index].hasPrefix("/")
      return (isWhole ? "/" : "") + own.suffix(count).joined(separator: "/")
    }
  }
}
