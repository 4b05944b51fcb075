import Foundation
import ImportPipeline
import JSONText
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
    var json = JSONWriter(isSpaced: true)
    func member(
      _ name: String, to sink: inout some ReportSink, _ value: (inout JSONWriter) -> Void
    ) {
      sink.write("    \"\(name)\": ")
      json.removeAll()
      value(&json)
      sink.write(json.bytes)
      sink.write(",\n")
    }
    member("tool", to: &sink) { $0.object { tool(content, rules, &$0) } }
    member("invocations", to: &sink) { json in
      json.array([content.report.run]) { json, run in json.object { invocation(run, &$0) } }
    }
    member("artifacts", to: &sink) { json in
      json.array(content.report.files) { json, file in json.object { artifact(file, &$0) } }
    }
    member("columnKind", to: &sink) { $0.text("unicodeCodePoints") }
    member("language", to: &sink) { $0.text(content.language.rawValue) }
    let objects = ReportObjects(content)
    member("properties", to: &sink) { json in
      json.object { json in
        json.text("runId", content.report.run.id)
        json.object("counts", objects.counts)
        json.objects("ledger", content.report.ledger) { objects.ledger($1, &$0) }
      }
    }
    sink.write("    \"results\": [")
    var isFirst = true
    results.forEach(&json) { result in
      sink.write(isFirst ? "\n      " : ",\n      ")
      isFirst = false
      sink.write(result)
    }
    sink.write("\n    ]\n  }]\n}\n")
  }

  private func tool(_ content: ReportContent, _ rules: SARIFRules, _ json: inout JSONWriter) {
    json.object("driver") { json in
      json.text("name", "registrar")
      if !content.options.toolVersion.isEmpty { json.text("version", content.options.toolVersion) }
      json.objects("rules", rules.codes) { rules.descriptor($1, &$0) }
    }
  }

  private func invocation(_ run: ImportReport.Run, _ json: inout JSONWriter) {
    json.member("executionSuccessful", run.outcome.exitCode < 2)
    json.member("exitCode", Int(run.outcome.exitCode))
    if !run.startedAt.isEmpty { json.text("startTimeUtc", run.startedAt) }
    if !run.finishedAt.isEmpty { json.text("endTimeUtc", run.finishedAt) }
  }

  private func artifact(_ file: ImportReport.File, _ json: inout JSONWriter) {
    json.object("location") { $0.text("uri", Self.uri(file.name)) }
    json.member("length", file.byteCount)
    json.object("hashes") { $0.member("sha-256", file.sha256) }
  }

  /// A file's name as a relative reference (RFC 3986, 4.2).
  static func uri(_ name: String) -> String {
    var allowed = CharacterSet.urlPathAllowed
    // The first segment of a relative reference has no colon.
    allowed.remove(charactersIn: ":;")
    return printable(name).addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
  }

  /// Writes a member with a message, in whose text braces and brackets mean something (SARIF 3.11.5, 3.11.6).
  static func message(_ name: String, _ text: String, _ json: inout JSONWriter) {
    let text = printable(text, limit: .max).replacing("{", with: "{{").replacing("}", with: "}}")
      .replacing("\\", with: "\\\\").replacing("[", with: "\\[").replacing("]", with: "\\]")
    json.object(name) { $0.text("text", text) }
  }
}
