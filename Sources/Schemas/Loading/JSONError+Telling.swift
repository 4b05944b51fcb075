import JSONText
import TabularCore

extension JSONError {
  /// What is told of a file with such a text.
  var unreadability: IssueContent.SchemaUnreadability {
    breaksOff ? .breaksOff(line: line, reason: problem) : .syntax(line: line, reason: problem)
  }
}
