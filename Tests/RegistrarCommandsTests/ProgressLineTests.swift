import ImportPipeline
import TabularCore
import Testing

@testable import RegistrarCommands

/// What the line of progress says, and how it fits a terminal.
@Suite struct ProgressLineTests {
  private func progress(_ fraction: Double?) -> ImportProgress {
    ImportProgress(
      file: "spring.csv", table: "sites", rows: 70_000, fileRows: 60_000, fraction: fraction)
  }

  @Test(
    arguments: [
      ("en", "spring.csv: 60000 rows, 15000 rows/s, 25 %, 13 s left"),
      ("fr", "spring.csv : 60000 lignes, 15000 lignes/s, 25 %, reste 13 s"),
      ("es", "spring.csv: 60000 filas, 15000 filas/s, 25 %, quedan 13 s"),
    ] as [(Language, String)])
  func rateAndTimeLeft_areThoseOfTheFile(language: Language, expected: String) {
    #expect(ProgressLine.text(progress(0.25), seconds: 4, in: language) == expected)
  }

  /// How much of a workbook is left nobody knows.
  @Test func withoutAFraction_noTimeIsLeft() {
    #expect(
      ProgressLine.text(progress(nil), seconds: 4, in: "en")
        == "spring.csv: 60000 rows, 15000 rows/s")
    #expect(ProgressLine.text(progress(nil), seconds: 0.5, in: "en") == "spring.csv: 60000 rows")
  }

  @Test func aNarrowTerminal_cutsTheName() {
    let text = "a very long name.csv: 60000 rows"
    #expect(ProgressLine.cut(text, to: 80) == text)
    #expect(ProgressLine.cut(text, to: 20).count == 19)
    #expect(ProgressLine.cut(text, to: 20).hasSuffix("60000 rows"))
  }
}
