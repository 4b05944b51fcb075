import HTTPExchange
import TestSupport
import Testing

/// Runs the example of the library's landing page.
@Suite struct HTTPExchangeExample {
  @Test func theExample_doesWhatThePageSays() throws {
    let server = try LoopbackServer { _ in .answer(200, "{}") }
    defer { server.end() }
    // The example of the landing page begins here.
    let address = try #require(HTTPAddress(server.address))
    let conversation = try HTTPConversation(with: address, policy: HTTPPolicy(timeoutSeconds: 5))
    let answer = try conversation.answer(to: HTTPRequest("GET", "/info"))
    // The example ends here.
    #expect(answer.status == 200)
  }
}
