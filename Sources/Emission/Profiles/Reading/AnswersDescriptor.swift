import JSONText
import Schemas
import TabularCore

/// Reads what answers mean, and how often a request is repeated.
struct AnswersDescriptor {
  private let requests: RequestDescriptor
  private var findings: Findings { requests.findings }

  init(_ requests: RequestDescriptor) { self.requests = requests }

  func error(_ object: ObjectReader) -> ErrorPointers {
    guard let item = object.object("error") else { return ErrorPointers() }
    func part(_ name: String) -> String? {
      guard let text = item.string(name), text != "first-key", text != "first-text" else {
        return item.string(name)
      }
      return requests.pointer(name, of: item)
    }
    let error = ErrorPointers(
      code: part("code"), field: part("field"), message: part("message"))
    item.finish(.all)
    return error
  }

  func rules(_ object: ObjectReader) -> [AnswerRule] {
    object.objects("answers").compactMap { item in
      item.know("description")
      let statuses = statuses(item)
      let code = requests.pattern("code", of: item)
      let text = requests.pattern("text", of: item)
      let on = operations(item)
      let answer = item.choice("is", of: AnswerClass.self)
      if answer == nil, !item.has("is") {
        findings.add(at: item.place, "an answer has no `is`, which says what it means")
      }
      let says = item.localized("says")
      item.finish(.all)
      return answer.map {
        AnswerRule(statuses: statuses, code: code, text: text, on: on, answer: $0, says: says)
      }
    }
  }

  /// `429`, `"5xx"`, `"none"`, or a list of them.
  private func statuses(_ object: ObjectReader) -> [StatusRange] {
    guard let node = object.node("status") else {
      findings.add(
        at: object.place, "an answer has no `status`: a number, `\"5xx\"` or `\"none\"`")
      return []
    }
    return (node.items ?? [node]).compactMap { item in
      if let range = Self.range(item.scalar ?? "") { return range }
      object.invalid(
        "status",
        "`\(printable(item.scalar ?? item.kind))` is no status such as `409`, `5xx` or `none`")
      return nil
    }
  }

  private static func range(_ text: String) -> StatusRange? {
    if text == "none" { return 0...0 }
    if let number = Int(text), (100...599).contains(number) { return number...number }
    guard text.count == 3, text.hasSuffix("xx"), let hundred = text.first?.wholeNumberValue,
      (1...5).contains(hundred)
    else { return nil }
    return hundred * 100...hundred * 100 + 99
  }

  private func operations(_ object: ObjectReader) -> Set<EmitOperation>? {
    guard let names = object.strings("on") else { return nil }
    let known = EmitOperation.allCases.map(\.rawValue)
    return Set(
      names.compactMap { name in
        if let operation = EmitOperation(rawValue: name) { return operation }
        object.invalid(
          "on",
          "`\(printable(name))` is no request; there are `\(known.joined(separator: "`, `"))`",
          suggestion: Issue.Suggestion(nearest: known, to: name, noun: "value"))
        return nil
      })
  }

  func retry(_ object: ObjectReader) -> RetryRules {
    var rules = RetryRules()
    guard let item = object.object("retry") else { return rules }
    if let busy = item.object("busy") {
      rules.busyTimes = busy.count("times") ?? rules.busyTimes
      rules.firstSeconds = busy.number("firstSeconds") ?? rules.firstSeconds
      rules.maximumSeconds = busy.number("maxSeconds") ?? rules.maximumSeconds
      if rules.firstSeconds < 0 || rules.maximumSeconds < rules.firstSeconds {
        item.invalid("busy", "`firstSeconds` is from 0 to `maxSeconds`")
      }
      if rules.busyTimes > 1000 { busy.invalid("times", "`times` is at most 1000") }
      if rules.maximumSeconds > 86_400 {
        busy.invalid("maxSeconds", "`maxSeconds` is at most 86400")
      }
      busy.finish(.all)
    }
    if let unknown = item.object("unknown") {
      rules.unknownTimes = unknown.count("times") ?? rules.unknownTimes
      if rules.unknownTimes > 1000 { unknown.invalid("times", "`times` is at most 1000") }
      unknown.finish(.all)
    }
    item.finish(.all)
    return rules
  }
}
