/// A store keeps the issues of a run as the last member of its options: a run has one record, and the seal of
/// earlier releases covers it.
extension RunRecord {
  private static let member = "\"issues\":"

  /// The options with the issues, as a store keeps them.
  var keptOptionsJSON: String {
    guard !issuesJSON.isEmpty, optionsJSON.hasSuffix("}") else { return optionsJSON }
    let options = optionsJSON.dropLast()
    return options + (options.hasSuffix("{") ? "" : ",") + Self.member + issuesJSON + "}"
  }

  /// Takes the issues out of the options that a store keeps.
  mutating func separateIssues() {
    // No text of a JSON document contains a quote that is not escaped, and no option of the name is an
    // object.
    guard let start = optionsJSON.firstRange(of: Self.member + "{"), optionsJSON.hasSuffix("}"),
      let before = optionsJSON[..<start.lowerBound].last, before == "," || before == "{"
    else { return }
    issuesJSON = "{" + optionsJSON[start.upperBound...].dropLast()
    let options = optionsJSON[..<start.lowerBound]
    optionsJSON = (before == "," ? String(options.dropLast()) : String(options)) + "}"
  }
}
