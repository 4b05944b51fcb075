import HTTPExchange
import TestSupport
import Testing

/// Exchanges with servers, honest ones and others.
@Suite struct HTTPConversationTests {
  private static func conversation(
    _ server: LoopbackServer, seconds: Double = 3, maximum: Int = 1 << 20, cookies: Bool = false
  ) throws -> HTTPConversation {
    try HTTPConversation(
      with: try #require(HTTPAddress(server.address)),
      policy: HTTPPolicy(
        timeoutSeconds: seconds, connectSeconds: 2, maximumAnswerBytes: maximum,
        keepsCookies: cookies))
  }

  @Test func requestsArriveAsTheyAreMeant() throws {
    let server = try LoopbackServer { _ in .answer(201, "{}", fields: ["X-Kind: a: b"]) }
    defer { server.end() }
    let conversation = try Self.conversation(server)
    let answer = try conversation.answer(
      to: HTTPRequest(
        "POST", "/users/?q=%2F", fields: [HTTPField("Content-Type", "application/json")],
        body: Array("{\"name\":\"é\"}".utf8)))
    #expect(answer.status == 201)
    #expect(answer[field: "x-kind"] == "a: b")
    #expect(String(decoding: answer.body, as: UTF8.self) == "{}")
    _ = try conversation.answer(to: HTTPRequest("PATCH", "/users/1/", body: Array("{}".utf8)))
    _ = try conversation.answer(to: HTTPRequest("DELETE", "/users/1/"))
    _ = try conversation.answer(to: HTTPRequest("GET", "/a/../b"))
    let requests = server.requests
    #expect(
      requests.map { $0.method + " " + $0.target }
        == ["POST /users/?q=%2F", "PATCH /users/1/", "DELETE /users/1/", "GET /a/../b"])
    #expect(requests[0].body == "{\"name\":\"é\"}")
    for request in requests {
      #expect(request.fields["expect"] == nil)
      #expect(request.fields["transfer-encoding"] == nil)
    }
    #expect(requests[0].fields["content-length"] == "13")
    #expect(requests[1].fields["content-type"] == nil)
    // A connection is kept, but for a request of which nothing would hold libcurl from sending it twice.
    #expect(requests[..<3].map(\.position) == [0, 1, 0])
  }

  /// A write whose connection ends without an answer is not sent again, also not when the connection had
  /// been used before, as libcurl would do by itself.
  @Test(arguments: ["POST", "PUT", "PATCH", "DELETE"])
  func aWriteWithoutAnAnswer_isSentOnce(method: String) throws {
    let server = try LoopbackServer { request in
      request.method == "GET" ? .answer(200, "{}") : .end
    }
    defer { server.end() }
    let conversation = try Self.conversation(server)
    _ = try conversation.answer(to: HTTPRequest("GET", "/"))
    let body = method == "DELETE" ? nil : Array("{\"a\":1}".utf8)
    let failure = #expect(throws: HTTPFailure.self) {
      try conversation.answer(to: HTTPRequest(method, "/x", body: body))
    }
    #expect(failure?.kind == .cutOff)
    #expect(failure?.mayHaveArrived == true)
    #expect(server.requests.filter { $0.method == method }.count == 1)
  }

  @Test func redirects_areNotFollowed() throws {
    let server = try LoopbackServer { request in
      request.target == "/" ? .answer(301, fields: ["Location: /elsewhere"]) : .answer(200)
    }
    defer { server.end() }
    let answer = try Self.conversation(server).answer(to: HTTPRequest("GET", "/"))
    #expect(answer.status == 301)
    #expect(server.requests.count == 1)
  }

  /// What no honest server answers, and what becomes of it.
  @Test(arguments: [
    ("huge", HTTPFailure.Kind.tooLong), ("endless", .tooLong), ("fields", .tooLong),
    ("silence", .timedOut), ("short", .cutOff), ("noise", .malformed),
  ])
  func hostileAnswers_endTheExchange(name: String, kind: HTTPFailure.Kind) throws {
    let server = try LoopbackServer { _ in
      switch name {
      case "huge":
        .bytes(
          Array("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n".utf8)
            + [UInt8](repeating: 32, count: 300_000))
      case "endless":
        .endless(
          first: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
          again: "1000\r\n" + String(repeating: " ", count: 4096) + "\r\n")
      case "fields":
        .endless(
          first: "HTTP/1.1 200 OK\r\n",
          again: "X-A: " + String(repeating: "a", count: 4096) + "\r\n")
      case "silence": .silence
      case "short": .bytes(Array("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc".utf8))
      default: .bytes(Array("220 smtp.example.org ready\r\n".utf8))
      }
    }
    defer { server.end() }
    let conversation = try Self.conversation(server, seconds: 2, maximum: 200_000)
    let failure = #expect(throws: HTTPFailure.self) {
      try conversation.answer(to: HTTPRequest("GET", "/"))
    }
    #expect(failure?.kind == kind, "\(failure?.reason ?? "")")
  }

  @Test func whatNeverLeft_isToldApart() throws {
    let server = try LoopbackServer { _ in .answer(200) }
    server.end()
    let address = try #require(HTTPAddress("http://127.0.0.1:1"))
    let failure = #expect(throws: HTTPFailure.self) {
      try HTTPConversation(with: address).answer(to: HTTPRequest("POST", "/", body: [1]))
    }
    #expect(failure?.kind == .unreachable)
    #expect(failure?.mayHaveArrived == false)
    let secure = try #require(HTTPAddress("https://127.0.0.1:\(try Self.plainPort())"))
    let untrusted = #expect(throws: HTTPFailure.self) {
      try HTTPConversation(with: secure, policy: HTTPPolicy(timeoutSeconds: 2))
        .answer(to: HTTPRequest("POST", "/", body: [1]))
    }
    #expect(untrusted?.mayHaveArrived == false)
  }

  private static func plainPort() throws -> Int {
    try LoopbackServer { _ in .bytes(Array("no TLS here\r\n".utf8)) }.port
  }

  @Test func cookies_areKeptWhereAskedFor() throws {
    let server = try LoopbackServer { request in
      request.method == "POST"
        ? .answer(200, "{}", fields: ["Set-Cookie: csrf=t1; Path=/"]) : .answer(200, "{}")
    }
    defer { server.end() }
    let conversation = try Self.conversation(server, cookies: true)
    _ = try conversation.answer(to: HTTPRequest("POST", "/login", body: Array("{}".utf8)))
    #expect(conversation.cookie("csrf") == "t1")
    _ = try conversation.answer(to: HTTPRequest("GET", "/"))
    conversation.forgetCookies()
    _ = try conversation.answer(to: HTTPRequest("GET", "/"))
    #expect(server.requests.map { $0.fields["cookie"] } == [nil, "csrf=t1", nil])
  }

  @Test func aLineBreak_makesNoOtherRequest() throws {
    let server = try LoopbackServer { _ in .answer(200) }
    defer { server.end() }
    let conversation = try Self.conversation(server)
    for request in [
      HTTPRequest("GET", "/a b"), HTTPRequest("GET", "/a\r\nX: 1"), HTTPRequest("GET", "a"),
      HTTPRequest("GE T", "/"), HTTPRequest("GET", "/", fields: [HTTPField("X", "1\r\nY: 2")]),
      HTTPRequest("GET", "/", fields: [HTTPField("X:", "1")]), HTTPRequest("GET", "/#x"),
    ] {
      #expect(throws: HTTPFailure.self) { try conversation.answer(to: request) }
    }
    #expect(server.requests.isEmpty)
  }
}
