import Emission
import JSONText

/// What became of a request.
struct TargetReply {
  /// What it means.
  var answer: AnswerClass
  /// The status; 0 without an answer.
  var status: Int
  /// What it says of an error.
  var parts: ErrorParts
  /// The body, where it is JSON.
  var node: JSONNode?
  /// The request as messages name it.
  var request: String
}
