import DelimitedText
import ImportPipeline
import TabularCore

extension IssueCases {
  /// How delimited text is written.
  static let delimitedCases: [IssueCase] = [
    IssueCase(
      "csv.encoding-invalid",
      [
        .bytes(
          "locations.csv",
          Array("\(Headers.location)\nMTL-01,Montr".utf8) + [0xE9]
            + Array("al,America/Toronto,virtual\n".utf8))
      ],
      expect: ["error csv.encoding-invalid at locations.csv:2"],
      "line `2` holds byte `0xE9`, which is not UTF-8; read as Windows-1252 it is `Montréal`"),
    IssueCase(
      "csv.dialect-guessed",
      [
        .bytes(
          "locations.csv",
          Array("\(Headers.location)\nMTL-01,Montr".utf8) + [0xE9]
            + Array("al,America/Toronto,virtual\n".utf8))
      ],
      expect: ["warning csv.dialect-guessed at locations.csv:2"],
      "read as `Windows-1252`, for example `Montréal` in line `2`",
      options: { $0.dialect.encoding = .auto }),
    IssueCase(
      "csv.delimiter-unclear", [.csv("locations", "a,b;c", "1,2;3", "4,5;6")],
      expect: ["error csv.delimiter-unclear at locations.csv"],
      "`,` and `;` both split the lines into `2` fields"),
    IssueCase(
      "csv.quote-unclosed",
      [
        .csv(
          "locations", Headers.location, "BRA-01,\"Brampton,America/Toronto,virtual",
          "OAK-01,Oakville,America/Toronto,virtual")
      ],
      expect: ["error csv.quote-unclosed at locations.csv:2:2 (name)"],
      "the quote opened in field `2` is never closed; it takes in `2` lines"),
    IssueCase(
      "csv.quote-stray",
      [.csv("locations", Headers.location, "BRA-01,\"Hall \"A\" North\",America/Toronto,virtual")],
      expect: ["error csv.quote-stray at locations.csv:2:2 (name)"],
      "field `2` goes on after its closing quote: `Hall \"A\" North`"),
    IssueCase(
      "csv.too-few-fields",
      [.csv("locations", Headers.location + ",phone", "BRA-01,Brampton,America/Toronto,virtual")],
      expect: ["warning csv.too-few-fields at locations.csv:2"],
      "the row has `4` fields, the header has `5`"),
  ]
}
