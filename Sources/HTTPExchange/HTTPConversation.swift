internal import CLibCurl

/// Exchanges with one system, one after another, over a connection that is kept.
///
/// It follows no redirect, sends no body in chunks, takes no proxy from the environment, checks
/// certificates, and never sends a request twice by itself: whether a request that has no answer may be
/// repeated is for the caller to know. One thread uses it at a time.
///
/// For example:
///
///     let conversation = try HTTPConversation(with: address, policy: HTTPPolicy(timeoutSeconds: 5))
///     let answer = try conversation.answer(to: HTTPRequest("GET", "/api/public/info/"))
public final class HTTPConversation {
  /// The system.
  public let address: HTTPAddress
  private let policy: HTTPPolicy
  private let handle: CurlHandle

  /// A conversation with a system; nothing is sent yet.
  public init(with address: HTTPAddress, policy: HTTPPolicy = HTTPPolicy()) throws(HTTPFailure) {
    self.address = address
    self.policy = policy
    handle = try CurlHandle()
  }

  /// Sends a request once and waits for its answer.
  public func answer(to request: HTTPRequest) throws(HTTPFailure) -> HTTPAnswer {
    guard request.isWellFormed else {
      throw HTTPFailure(.malformed, mayHaveArrived: false, reason: "a line break in a request")
    }
    handle.reset()
    let transfer = Transfer(request, maximumBytes: policy.maximumAnswerBytes)
    try configure(for: request)
    let list = try fields(of: request)
    defer { CLibCurlFreeList(list) }
    handle.set(CURLOPT_HTTPHEADER, list: list)
    let code = handle.perform(transfer)
    let sent = handle.number(CURLINFO_REQUEST_SIZE) > 0
    if let overflow = transfer.overflow {
      throw HTTPFailure(.tooLong, mayHaveArrived: true, reason: overflow)
    }
    guard code == CURLE_OK else { throw failure(code, sent: sent) }
    let status = handle.number(CURLINFO_RESPONSE_CODE)
    guard (200...599).contains(status) else {
      throw HTTPFailure(.malformed, mayHaveArrived: sent, reason: "status \(status)")
    }
    return HTTPAnswer(status: status, fields: transfer.fields, body: transfer.body)
  }

  // MARK: Cookies

  /// The value of a cookie that the system set.
  public func cookie(_ name: String) -> String? {
    // Netscape's file format: domain, subdomains, path, secure, expiry, name, value.
    handle.cookies().compactMap { line in
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
      return parts.count == 7 && parts[5] == name ? String(parts[6]) : nil
    }.last
  }

  /// Forgets every cookie.
  public func forgetCookies() { handle.set(CURLOPT_COOKIELIST, "ALL") }

  // MARK: Options

  private func configure(for request: HTTPRequest) throws(HTTPFailure) {
    handle.set(CURLOPT_URL, address.text + request.target)
    // Paths are sent as they are given: `..` in a record's key stays what it is.
    handle.set(CURLOPT_PATH_AS_IS, 1)
    handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
    handle.set(CURLOPT_NOSIGNAL, 1)
    handle.set(CURLOPT_FOLLOWLOCATION, 0)
    handle.set(CURLOPT_SSL_VERIFYPEER, 1)
    handle.set(CURLOPT_SSL_VERIFYHOST, 2)
    handle.set(CURLOPT_PROXY, policy.proxy ?? "")
    if let authorities = policy.authorities { handle.set(CURLOPT_CAINFO, authorities) }
    handle.set(CURLOPT_TIMEOUT_MS, Self.milliseconds(policy.timeoutSeconds))
    handle.set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(policy.connectSeconds))
    handle.set(CURLOPT_TCP_KEEPALIVE, 1)
    if policy.keepsCookies { handle.set(CURLOPT_COOKIEFILE, "") }
    handle.set(CURLOPT_CUSTOMREQUEST, request.method)
    if request.method == "HEAD" { handle.set(CURLOPT_NOBODY, 1) }
    if let body = request.body {
      // Read by a function that cannot be wound back: else libcurl would send the request a second time
      // when a connection that it had used before ends without an answer.
      handle.set(CURLOPT_POST, 1)
      handle.set(CURLOPT_POSTFIELDSIZE_LARGE, body.count)
    }
    if !request.isReading, request.body?.isEmpty ?? true {
      // Nothing can be wound back here, so the connection is one that was never used.
      handle.set(CURLOPT_FRESH_CONNECT, 1)
    }
  }

  private func fields(
    of request: HTTPRequest
  ) throws(HTTPFailure) -> UnsafeMutablePointer<curl_slist>? {
    var list: UnsafeMutablePointer<curl_slist>?
    // No waiting for a `100 Continue`, no chunks.
    var lines = ["Expect:", "Transfer-Encoding:"]
    lines += request.fields.map {
      $0.value.isEmpty ? $0.name + ";" : $0.name + ": " + $0.value
    }
    let given = Set(request.fields.map { $0.name.lowercased() })
    if !given.contains("content-type") { lines.append("Content-Type:") }
    if !given.contains("accept") { lines.append("Accept: */*") }
    if !given.contains("user-agent") { lines.append("User-Agent: registrar") }
    for line in lines {
      guard let longer = CLibCurlAppend(list, line) else {
        CLibCurlFreeList(list)
        throw HTTPFailure(.malformed, mayHaveArrived: false, reason: "out of memory")
      }
      list = longer
    }
    return list
  }

  private static func milliseconds(_ seconds: Double) -> Int {
    max(1, Int(min(seconds, 86_400) * 1000))
  }

  private func failure(_ code: CURLcode, sent: Bool) -> HTTPFailure {
    let kind: HTTPFailure.Kind =
      switch code {
      case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT:
        .unreachable
      case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM,
        CURLE_SSL_CACERT_BADFILE:
        .untrusted
      case CURLE_OPERATION_TIMEDOUT: .timedOut
      case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT,
        CURLE_BAD_CONTENT_ENCODING, CURLE_HTTP2:
        .malformed
      default: .cutOff
      }
    return HTTPFailure(
      kind, mayHaveArrived: sent && kind != .unreachable,
      reason: String(cString: CLibCurlProblem(code)))
  }
}
