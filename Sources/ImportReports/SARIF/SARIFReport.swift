import Foundation
import ImportPipeline
import TabularCore

/// A report in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS), for tools that
/// collect findings.
///
/// One result per issue that was kept, with a fingerprint that stays when rows are moved; totals and ledger
/// are exact. A file that is no text has no lines: a cell of a workbook is a logical location.
public struct SARIFReport: ReportRenderer {
  /// `sarif`.
  public let name = "sarif"
  /// What the format is for.
  public let purpose = "SARIF 2.1.0, for tools that collect findings"
  static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  /// The SARIF format.
  public init() {}

  /// Writes the whole log, with one run.
  public func render(_ content: ReportContent, to sink: inout some ReportSink) {
    let rules = SARIFRules(content)
    let results = SARIFResults(content, rules)
    sink.write("{\n  \"$schema\": \"\(Self.schema)\",\n  \"version\": \"2.1.0\",\n  \"runs\": [{\n")
    func member(_ name: String, _ value: JSONValue, to sink: inout some ReportSink) {
      sink.write("    \"\(name)\": ")
      value.write(to: &sink)
      sink.write(",\n")
    }
    member("tool", tool(content, rules), to: &sink)
    member("invocations", .array([invocation(content.report.run)]), to: &sink)
    member("artifacts", .array(content.report.files.map(artifact)), to: &sink)
    member("columnKind", .string("unicodeCodePoints"), to: &sink)
    member("language", .string(content.language.rawValue), to: &sink)
    let objects = ReportObjects(content)
    member(
      "properties",
      .object([
        ("runId", .string(content.report.run.id)), ("counts", objects.counts),
        ("ledger", .array(content.report.ledger.map(objects.ledger))),
      ]), to: &sink)
    sink.write("    \"results\": [")
    var isFirst = true
    results.forEach { result in
      sink.write(isFirst ? "\n      " : ",\n      ")
      isFirst = false
      result.write(to: &sink)
    }
    sink.write("\n    ]\n  }]\n}\n")
  }

  private func tool(_ content: ReportContent, _ rules: SARIFRules) -> JSONValue {
    var driver: [(String, JSONValue)] = [("name", .string("registrar"))]
    if !content.options.toolVersion.isEmpty {
      driver.append(("version", .string(content.options.toolVersion)))
    }
    driver.append(("rules", .array(rules.descriptors)))
    return .object([("driver", .object(driver))])
  }

  private func invocation(_ run: ImportReport.Run) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("executionSuccessful", .bool(run.outcome.exitCode < 2)),
      ("exitCode", .integer(Int(run.outcome.exitCode))),
    ]
    if !run.startedAt.isEmpty { members.append(("startTimeUtc", .string(run.startedAt))) }
    if !run.finishedAt.isEmpty { members.append(("endTimeUtc", .string(run.finishedAt))) }
    return .object(members)
  }

  private func artifact(_ file: ImportReport.File) -> JSONValue {
    .object([
      ("location", .object([("uri", .string(Self.uri(file.name)))])),
      ("length", .integer(file.byteCount)),
      ("hashes", .object([("sha-256", .digest(file.sha256))])),
    ])
  }

  /// A file's name as a relative reference (RFC 3986, 4.2).
  static func uri(_ name: String) -> String {
    var allowed = CharacterSet.urlPathAllowed
    // The first segment of a relative reference has no colon.
    allowed.remove(charactersIn: ":;")
    return printable(name).addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
  }

  /// A text of a message: braces and brackets mean something there (SARIF 3.11.5, 3.11.6).
  static func message(_ text: String) -> JSONValue {
    let text = printable(text, limit: .max).replacing("{", with: "{{").replacing("}", with: "}}")
      .replacing("\\", with: "\\\\").replacing("[", with: "\\[").replacing("]", with: "\\]")
    return .object([("text", .string(text))])
  }
}
