import CLibPQ

/// Asks a server to stop the statement that a connection waits for.
///
/// The request goes over a connection of its own; libpq allows it from any thread.
final class StatementCancel: Sendable {
  // Nothing but `PQcancel` uses it, which is made for this.
  nonisolated(unsafe) private let request: OpaquePointer

  /// A request that can be sent; `nil` for a connection that is gone.
  init?(_ connection: OpaquePointer) {
    guard let request = PQgetCancel(connection) else { return nil }
    self.request = request
  }

  deinit { PQfreeCancel(request) }

  /// Sends the request; the server may be done with the statement before it comes.
  func send() {
    var reason = [CChar](repeating: 0, count: 256)
    _ = PQcancel(request, &reason, CInt(reason.count))
  }
}
