/// How messages name the input files of a run: the last component of the path, and as many before it as tell
/// files of one name apart.
enum DisplayNames {
  /// The names of files given by their paths, in their order.
  static func names(of paths: [String]) -> [String] {
    let parts = paths.map { path in
      path.split(separator: "/").filter { $0 != "." }.map(String.init)
    }
    // `/may/sites.csv` and `may/sites.csv` are alike but for where they begin.
    let roots = paths.map { $0.hasPrefix("/") }
    return paths.indices.map { index in
      let own = parts[index]
      guard !own.isEmpty else { return paths[index] }
      let others = parts.filter { $0.last == own.last && $0 != own }
      var count = 1
      while count < own.count, others.contains(where: { $0.suffix(count) == own.suffix(count) }) {
        count += 1
      }
      let hasTwin = paths.indices.contains { parts[$0] == own && roots[$0] != roots[index] }
      if hasTwin { count = own.count }
      let isWhole = count == own.count && (count > 1 || hasTwin) && roots[index]
      return (isWhole ? "/" : "") + own.suffix(count).joined(separator: "/")
    }
  }
}
