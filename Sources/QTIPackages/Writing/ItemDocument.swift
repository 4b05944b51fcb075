import TabularCore

/// An item as a document of QTI 3.0.
public struct ItemDocument {
  static let space = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"

  private let item: AssessmentItem
  /// Points that a wrong answer costs, as written.
  private let penalty: String?

  /// The document of an item.
  ///
  /// - Parameter penalty: points that a wrong answer costs; `nil` for none.
  public init(_ item: AssessmentItem, penalty: String? = nil) {
    self.item = item
    self.penalty = penalty
  }

  /// Reads a document back; `nil` for one that is no item.
  public static func item(in text: String, mostOptions: Int) -> AssessmentItem? {
    guard let root = try? MarkupDocument.root(of: Array(text.utf8), limits: Limits()) else {
      return nil
    }
    return try? ItemReader(root, mostOptions: mostOptions).item()
  }

  private func escaped(_ text: String) -> String { MarkupText.escaped(text) }

  /// The text of the document.
  public var text: String {
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<qti-assessment-item xmlns=\"\(Self.space)\""
        + " identifier=\"\(MarkupText.attribute(item.identifier))\""
        + " title=\"\(MarkupText.attribute(item.title))\" adaptive=\"false\""
        + " time-dependent=\"false\" tool-name=\"Registrar\">",
    ]
    lines += declarations
    lines.append("  <qti-item-body>\(MarkupText.flow(item.stem))\(interaction)</qti-item-body>")
    lines += processing
    if let feedback = item.feedback {
      lines.append(
        "  <qti-modal-feedback outcome-identifier=\"FEEDBACK\" identifier=\"EXPLANATION\""
          + " show-hide=\"show\"><qti-content-body>\(MarkupText.flow(feedback))</qti-content-body>"
          + "</qti-modal-feedback>")
    }
    lines.append("</qti-assessment-item>\n")
    return lines.joined(separator: "\n")
  }

  private var declarations: [String] {
    let baseType =
      switch item.kind {
      case .single, .multiple, .trueFalse: "identifier"
      case .number: "float"
      case .text, .essay: "string"
      }
    let cardinality = item.kind == .multiple ? "multiple" : "single"
    let values = item.correct.map { "<qti-value>\(escaped($0))</qti-value>" }.joined()
    let correct = values.isEmpty ? "" : "<qti-correct-response>\(values)</qti-correct-response>"
    var lines = [
      "  <qti-response-declaration identifier=\"RESPONSE\" cardinality=\"\(cardinality)\""
        + " base-type=\"\(baseType)\">\(correct)</qti-response-declaration>",
      Self.outcome("SCORE", "float", "0"),
    ]
    if let points = item.points { lines.append(Self.outcome("MAXSCORE", "float", points)) }
    if item.feedback != nil { lines.append(Self.outcome("FEEDBACK", "identifier", nil)) }
    for (name, value) in item.extras.sorted(by: { $0.key < $1.key }) {
      lines.append(Self.outcome(ItemReader.extraPrefix + name, "string", value))
    }
    return lines
  }

  /// The declaration of an outcome with its value; `nil` for none.
  static func outcome(_ name: String, _ baseType: String, _ value: String?) -> String {
    let given = value.map {
      "<qti-default-value><qti-value>\(MarkupText.escaped($0))</qti-value></qti-default-value>"
    }
    return "  <qti-outcome-declaration identifier=\"\(MarkupText.attribute(name))\""
      + " cardinality=\"single\" base-type=\"\(baseType)\">\(given ?? "")</qti-outcome-declaration>"
  }

  private var interaction: String {
    switch item.kind {
    case .single, .multiple, .trueFalse:
      let most = item.kind == .multiple ? 0 : 1
      let options =
        item.kind == .trueFalse
        ? [.init(identifier: "true", text: "True"), .init(identifier: "false", text: "False")]
        : item.options
      let choices = options.map { option in
        let text =
          option.text.contains("\n") || option.text.contains("  ") || option.text.contains("\t")
          ? MarkupText.flow(option.text) : escaped(option.text)
        return "<qti-simple-choice identifier=\"\(MarkupText.attribute(option.identifier))\">"
          + text + "</qti-simple-choice>"
      }
      return "<qti-choice-interaction response-identifier=\"RESPONSE\" max-choices=\"\(most)\""
        + " shuffle=\"\(item.shuffles == true)\">\(choices.joined())</qti-choice-interaction>"
    case .number, .text:
      return "<p><qti-text-entry-interaction response-identifier=\"RESPONSE\"/></p>"
    case .essay:
      return "<qti-extended-text-interaction response-identifier=\"RESPONSE\"/>"
    }
  }

  /// No answer gives nothing, the right one the points, any other costs the penalty.
  private var processing: [String] {
    var rules: [String] = []
    if !item.correct.isEmpty {
      let response = "<qti-variable identifier=\"RESPONSE\"/>"
      let right = "<qti-correct identifier=\"RESPONSE\"/>"
      let comparison =
        item.kind == .number
        ? "<qti-equal tolerance-mode=\"exact\">\(response)\(right)</qti-equal>"
        : "<qti-match>\(response)\(right)</qti-match>"
      let cost = penalty.flatMap { Double($0) == 0 ? nil : "-" + $0 } ?? "0"
      rules.append(
        "<qti-response-condition><qti-response-if><qti-is-null>\(response)</qti-is-null>"
          + Self.set("SCORE", "float", "0") + "</qti-response-if><qti-response-else-if>"
          + comparison + Self.set("SCORE", "float", item.points ?? "1")
          + "</qti-response-else-if><qti-response-else>" + Self.set("SCORE", "float", cost)
          + "</qti-response-else></qti-response-condition>")
    }
    if item.feedback != nil { rules.append(Self.set("FEEDBACK", "identifier", "EXPLANATION")) }
    guard !rules.isEmpty else { return [] }
    return ["  <qti-response-processing>\(rules.joined())</qti-response-processing>"]
  }

  private static func set(_ outcome: String, _ baseType: String, _ value: String) -> String {
    "<qti-set-outcome-value identifier=\"\(outcome)\"><qti-base-value base-type=\"\(baseType)\">"
      + MarkupText.escaped(value) + "</qti-base-value></qti-set-outcome-value>"
  }
}
