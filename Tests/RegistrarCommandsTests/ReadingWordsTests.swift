import ArgumentParser
import Testing

@testable import RegistrarCommands

/// Parts are merged with the options that they were read with: none may be lost on the way.
@Suite struct ReadingWordsTests {
  /// Values that could be taken for options, or for two words.
  private static let given = [
    "--sheet=-a", "--sheet=b c", "--map=S=t", "--unknown-columns=error", "--date-order=mdy",
    "--header-row=3", "--encoding=windows-1252", "--delimiter=-", "--quote=none",
    "--source-system=--x", "--clear-token=-", "--corrections=-c.csv", "--waivers=w.csv",
    "--limit=columns=30",
  ]

  @Test func options_areTheSameAfterTheirWords() throws {
    let options = try ReadingOptions.parse(Self.given)
    #expect(options.words == Self.given)
    #expect(try ReadingOptions.parse(options.words).words == options.words)
    let usual = try ReadingOptions.parse([])
    #expect(try ReadingOptions.parse(usual.words).words == usual.words)
  }

  /// An option that is new stands in the words too, or is one that parts do not take.
  @Test func everyOption_isOneOfTheWords() {
    let names = Mirror(reflecting: ReadingOptions()).children.compactMap { child in
      child.label.map { label in
        label.drop { $0 == "_" }.map { $0.isUppercase ? "-" + $0.lowercased() : String($0) }
          .joined()
      }
    }
    let told = Set(Self.given.compactMap { $0.dropFirst(2).split(separator: "=").first })
    #expect(names.count > 10)
    for name in names where !["table", "with", "jobs"].contains(name) {
      #expect(told.contains(name[...]), "\(name)")
    }
  }
}
