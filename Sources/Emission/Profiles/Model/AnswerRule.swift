public import TabularCore

/// What an answer means for the work.
public enum AnswerClass: String, Sendable, CaseIterable {
  /// It was done.
  case done
  /// The record is there already: it is looked up and taken over.
  case exists
  /// It was not done, and will not be: told at the row.
  case refused
  /// It was not done, but may be at another time: told at the row, and tried again by the next run.
  case later
  /// The session has ended: a new one is begun, and the same request sent again.
  case expired
  /// The other system has no time: the same request is sent again after a while.
  case busy
  /// The record is gone that the id names.
  case missing
  /// Nobody knows: the other system is looked at before anything is sent again.
  case unknown
  /// The run ends, and can be taken up again.
  case stop
}

/// What a request is for.
public enum EmitOperation: String, Sendable, CaseIterable {
  case list, find, prove, create, update, delete
}

/// Statuses of answers, from the first to the last; 0 stands for no answer.
public typealias StatusRange = ClosedRange<Int>

/// Which answers mean what.
public struct AnswerRule: Sendable, Equatable {
  /// The statuses; 0 stands for no answer at all.
  public var statuses: [StatusRange]
  /// The pattern that is found in the error's code; `nil` for any.
  public var code: String?
  /// The pattern that is found in the body; `nil` for any.
  public var text: String?
  /// The requests that it holds for; `nil` for all.
  public var on: Set<EmitOperation>?
  /// What it means.
  public var answer: AnswerClass
  /// What people are told in place of the system's own words; `nil` for those.
  public var says: LocalizedText?

  /// A rule.
  public init(
    statuses: [StatusRange], code: String? = nil, text: String? = nil,
    on: Set<EmitOperation>? = nil, answer: AnswerClass, says: LocalizedText? = nil
  ) {
    self.statuses = statuses
    self.code = code
    self.text = text
    self.on = on
    self.answer = answer
    self.says = says
  }
}
