import TabularCore

extension TextPage {
  /// What became of the issues of an earlier run: the counts, what is new and what moved with its place
  /// before, what is fixed.
  func writeDifference(_ content: ReportContent, to output: inout some TextOutputStream) {
    guard let difference = content.difference else { return }
    let language = content.language
    let colon = language.label("punctuation/colon")
    let title = language.label("since/title", ["run": printable(difference.earlier.run)])
    output.write("\(title)\(colon) \(difference.summary(in: language)).\n")
    if let reservation = difference.reservation(in: language) { output.write(reservation + "\n") }
    let limit = content.options.isVerbose ? Int.max : TextReport.maximumKinds
    func list(_ word: String, _ places: some Collection<String>) {
      for place in places.prefix(limit) { output.write("  \(word)\(colon) \(place)\n") }
      guard places.count > limit else { return }
      output.write("  \(language.label("since/more", ["count": places.count - limit]))\n")
    }
    let new = difference.states.indices.filter { difference.states[$0] == .new }
    list(
      language.label("since/new"),
      new.lazy.map { position in
        let issue = content.shown(content.issues[position])
        return "\(content.places.text(issue.location))\(colon)"
          + " \(content.messages.message(of: issue))"
      })
    list(
      language.label("since/fixed"),
      difference.fixed.lazy.map {
        "\(printable($0.place))\(colon) \(printable($0.message, limit: .max))"
      })
    output.write("\n")
  }
}
