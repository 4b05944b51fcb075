import ImportPipeline
import TabularCore

extension TextPage {
  /// The corrections of a copy: what was made of which cells, then what a person has to decide.
  func writeCorrections(_ content: ReportContent, to output: inout some TextOutputStream) {
    guard let corrections = content.report.corrections else { return }
    let language = content.language
    let words = CorrectionWords(language: language)
    let colon = language.label("punctuation/colon")
    let limit = content.options.isVerbose ? Int.max : TextReport.maximumKinds
    func list(_ title: String, _ all: [ReportedCorrection]) {
      guard !all.isEmpty else { return }
      output.write("\(title)\(colon)\n")
      for original in all.prefix(limit) {
        let correction = content.shown(original)
        let before = words.before(correction, limit: 60)
        let after = words.after(correction, limit: 60)
        output.write(
          "  \(content.places.text(correction.location))\(colon) \(before) → \(after)"
            + " (\(words.reason(correction)))\n")
      }
      guard all.count > limit else { return }
      output.write("  \(language.label("fixed/more", ["count": all.count - limit]))\n")
    }
    let file = printable(corrections.file)
    output.write("\(file)\(colon) \(words.counts(corrections)).\n")
    list(language.label("fixed/applied"), corrections.applied)
    list(language.label("fixed/proposed"), corrections.proposed)
    output.write("\n")
  }
}
