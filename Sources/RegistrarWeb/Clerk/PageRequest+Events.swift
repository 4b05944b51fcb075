import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import Submissions

extension PageRequest {
  /// Tells what becomes of a submission as it happens (server-sent events, HTML Standard 9.2), until it
  /// waits for nobody but people, or for ten minutes; a browser then asks again.
  func events() async throws -> Response {
    let (id, caller) = (try parameter("id"), try caller)
    let first = try await asking { try $0.progress(of: id, for: caller) }
    return Response(
      status: .ok, headers: [.contentType: "text/event-stream"],
      body: ResponseBody { [self] writer in
        var last = ""
        var now = first
        let clock = ContinuousClock()
        let end = clock.now + .seconds(600)
        repeat {
          let isWaiting = now.state.isWaiting
          let text =
            isWaiting
            ? now.state.waiting(place: now.place, self) : label("state/" + now.state.rawValue)
          let event = "event: \(isWaiting ? "progress" : "done")\ndata: \(text)\n\n"
          // A comment now and then shows a client that went away.
          try await writer.write(ByteBuffer(string: event == last ? ": \n\n" : event))
          last = event
          guard isWaiting, clock.now < end else { break }
          try await cancelWhenGracefulShutdown { try await Task.sleep(for: .milliseconds(500)) }
          now = try await asking { try $0.progress(of: id, for: caller) }
        } while true
        try await writer.finish(nil)
      })
  }
}
