import Emission
import HTTPExchange

/// Something that a request does, sent again until it is known what became of it.
protocol SendingStep: AnyObject {
  /// The next request, with what is noted before it leaves.
  func prepare() throws(EmissionFailure) -> PreparedRequest

  /// Takes the answer, and notes what became of the records.
  ///
  /// - Returns: whether the step is over; else it is prepared and sent again.
  func take(_ reply: TargetReply) throws(EmissionFailure) -> Bool
}

/// A request that is ready to leave.
struct PreparedRequest {
  /// What the journal says of its records before it leaves.
  var entries: [EmissionEntry]
  /// The request.
  var request: HTTPRequest
  /// What it does.
  var operation: EmitOperation

  /// The path of what it changes; `nil` for a request that makes something new.
  var changed: String? {
    request.method == "POST" ? nil : String(request.target.prefix { $0 != "?" })
  }
}
