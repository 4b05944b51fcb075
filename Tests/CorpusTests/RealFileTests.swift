import Foundation
import TestSupport
import Testing

/// Files that nobody in this project made.
///
/// Real ones read as independent readers agree, hostile ones are refused or read as their manifest
/// says. Each test says so when its corpus is not at hand.
@Suite(.serialized) struct RealFileTests {
  /// The share of agreed cells, in percent, below which the comparison fails.
  private static let leastAgreement = 99.9

  @Test(
    .enabled(
      if: CorpusChecks.obstacle(to: "corpus/check.py") == nil,
      Comment(rawValue: CorpusChecks.obstacle(to: "corpus/check.py") ?? "")),
    .timeLimit(.minutes(12)))
  func realFiles_readAsIndependentReadersAgree() throws {
    let result = try CorpusChecks.run(
      "corpus/check.py", ["--fail-under", String(Self.leastAgreement), "--seconds", "60"],
      seconds: 600)
    print(result.output)
    #expect(result.status == 0, "\(result.output)")
    // A check that compared nothing would end well, too.
    #expect(result.output.contains("xlsx"), "\(result.output)")
  }

  @Test(
    .enabled(
      if: CorpusChecks.obstacle(to: "hostile/check.py") == nil,
      Comment(rawValue: CorpusChecks.obstacle(to: "hostile/check.py") ?? "")),
    .timeLimit(.minutes(12)))
  func hostileFiles_fareAsTheirManifestSays() throws {
    let result = try CorpusChecks.run("hostile/check.py", ["--big", "--slack", "4"], seconds: 600)
    print(result.output)
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("hostile inputs fare as they must (100.0 %)"))
  }
}
