import ArgumentParser
import DelimitedText
import TabularCore
import Testing

@testable import RegistrarCommands

/// The options of `inspect` and the values they take.
struct InspectOptionTests {
  @Test func options_areRead() throws {
    let command = try InspectCommand.parse([
      "a.csv", "--cells", "--encoding", "cp1252", "--delimiter", "\t", "--quote", "'", "--sheet",
      "S", "--limit", "columns=9", "--limit", "rows=5",
    ])
    #expect(command.file == "a.csv")
    #expect(command.cells)
    let options = try DialectArguments.options(
      encoding: command.encoding, delimiter: command.delimiter, quote: command.quote)
    #expect(options.encoding == .named(.windows1252))
    #expect(options.delimiter == 9)
    #expect(options.quote == 0x27)
    let limits = try LimitArguments.limits(command.limit)
    #expect(limits[.columns] == 9)
    #expect(limits[.rows] == 5)
    #expect(limits[.fieldSize] == Limits()[.fieldSize])
  }

  @Test(arguments: [
    ["a.csv", "--cells", "--stats"], ["a.csv", "--delimiter", "ab"], ["a.csv", "--delimiter", "§"],
    ["a.csv", "--quote", "\n"], ["a.csv", "--encoding", "klingon"],
    ["a.csv", "--delimiter", "\"", "--quote", "\""], ["a.csv", "--limit", "columns"],
    ["a.csv", "--limit", "wings=2"], ["a.csv", "--limit", "rows=0"], [],
  ])
  func nonsense_isAUsageError(_ arguments: [String]) {
    #expect(throws: (any Error).self) { try InspectCommand.parse(arguments) }
  }

  @Test func nothingStated_isFoundInTheFile() throws {
    let options = try DialectArguments.options(encoding: nil, delimiter: nil, quote: nil)
    #expect(options.encoding == .detect)
    #expect(options.delimiter == nil)
    #expect(options.quote == nil)
    let auto = try DialectArguments.options(encoding: "auto", delimiter: "tab", quote: "none")
    #expect(auto.encoding == .auto)
    #expect(auto.delimiter == 9)
    #expect(auto.quote == 0)
  }
}
