import ImportPipeline

extension ReadingOptions {
  /// The options as words of a command line, but the table, further files and the threads.
  ///
  /// Each value stands in one word with its option, as it may begin with a hyphen.
  var words: [String] {
    var words: [String] = []
    func add(_ option: String, _ value: String?) {
      if let value { words.append("\(option)=\(value)") }
    }
    for name in sheet { add("--sheet", name) }
    for pair in map { add("--map", pair) }
    add("--unknown-columns", unknownColumns.rawValue)
    add("--date-order", dateOrder?.rawValue)
    add("--header-row", headerRow.map { String($0) })
    add("--encoding", encoding)
    add("--delimiter", delimiter)
    add("--quote", quote)
    add("--source-system", sourceSystem)
    add("--clear-token", clearToken)
    add("--corrections", corrections)
    add("--waivers", waivers)
    for name in limit { add("--limit", name) }
    return words
  }
}
