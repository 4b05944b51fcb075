import Emission
import TabularCore

/// What the answers of a system mean: as its profile says, else as answers usually do.
struct AnswerRules {
  private struct Compiled {
    var rule: AnswerRule
    var code: SearchPattern?
    var text: SearchPattern?
  }

  private let rules: [Compiled]
  private let hasSession: Bool

  init(_ profile: EmitProfile) {
    rules = profile.answers.map {
      Compiled(
        rule: $0, code: $0.code.map(SearchPattern.init), text: $0.text.map(SearchPattern.init))
    }
    hasSession = profile.authentication.login != nil || profile.authentication.oauth != nil
  }

  /// The class of an answer.
  ///
  /// - Parameters:
  ///   - status: 0 for a request that may have arrived and has no answer.
  ///   - text: the beginning of the body.
  func answer(
    status: Int, _ parts: ErrorParts, text: String, on operation: EmitOperation
  ) -> AnswerClass {
    rule(status, parts, text, operation)?.answer ?? usual(status, operation)
  }

  /// What people are told of an answer in place of the system's own words; `nil` for those.
  func words(
    status: Int, _ parts: ErrorParts, text: String, on operation: EmitOperation
  ) -> String? {
    rule(status, parts, text, operation)?.says?.english
  }

  private func rule(
    _ status: Int, _ parts: ErrorParts, _ text: String, _ operation: EmitOperation
  ) -> AnswerRule? {
    for compiled in rules {
      let rule = compiled.rule
      guard rule.statuses.contains(where: { $0.contains(status) }),
        rule.on.map({ $0.contains(operation) }) ?? true
      else { continue }
      if let code = compiled.code, !(parts.code.map(code.matches) ?? false) { continue }
      if let pattern = compiled.text, !pattern.matches(text) { continue }
      return rule
    }
    return nil
  }

  private func usual(_ status: Int, _ operation: EmitOperation) -> AnswerClass {
    switch status {
    case 200...299: .done
    case 300...399: .stop
    case 401: hasSession ? .expired : .stop
    case 404, 410:
      switch operation {
      case .update, .delete: .missing
      case .list, .find, .prove, .create: .refused
      }
    case 408, 425, 429, 503: .busy
    case 400...499: .refused
    default: .unknown
    }
  }
}
