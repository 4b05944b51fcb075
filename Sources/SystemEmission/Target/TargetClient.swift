import Emission
import Foundation
import HTTPExchange
import JSONText
import TabularCore

/// Requests to a system in a session of its own: logs in, waits, repeats what is certain to be undone.
final class TargetClient {
  let profile: EmitProfile
  let settings: EmissionSettings
  let clock: EmissionClock
  /// The system.
  let address: HTTPAddress
  /// Names that were looked up once.
  private(set) var discovered: [String: ScalarValue] = [:]
  private let conversation: HTTPConversation
  private let rules: AnswerRules
  /// The pace of all requests to the system.
  let pace: RequestPace
  private var token: String?
  private var loggedInAt: Double?
  private var renewAfter: Double?

  /// A client; nothing is sent yet.
  ///
  /// - Parameter pace: that of all requests to the system.
  init(
    _ profile: EmitProfile, _ settings: EmissionSettings, _ clock: EmissionClock,
    pace: RequestPace
  ) throws(EmissionFailure) {
    self.profile = profile
    self.settings = settings
    self.clock = clock
    address = try Self.address(profile.target.address, profile, settings)
    rules = AnswerRules(profile)
    self.pace = pace
    renewAfter = profile.authentication.renewAfterSeconds.map(Double.init)
    conversation = try Self.conversation(with: address, profile)
  }

  /// What another client of the same system, on a thread of its own, begins with.
  struct Origin: Sendable {
    fileprivate var profile: EmitProfile
    fileprivate var settings: EmissionSettings
    fileprivate var clock: EmissionClock
    fileprivate var pace: RequestPace
    fileprivate var discovered: [String: ScalarValue]
  }

  /// What another client begins with.
  var origin: Origin {
    Origin(
      profile: profile, settings: settings, clock: clock, pace: pace, discovered: discovered)
  }

  /// Another client of the same system, in a session of its own.
  convenience init(joining origin: Origin) throws(EmissionFailure) {
    try self.init(origin.profile, origin.settings, origin.clock, pace: origin.pace)
    discovered = origin.discovered
    try logIn()
  }

  private static func conversation(
    with address: HTTPAddress, _ profile: EmitProfile
  ) throws(EmissionFailure) -> HTTPConversation {
    do throws(HTTPFailure) {
      return try HTTPConversation(
        with: address,
        policy: HTTPPolicy(
          timeoutSeconds: Double(profile.transport.timeoutSeconds),
          maximumAnswerBytes: profile.transport.maximumAnswerBytes,
          keepsCookies: profile.authentication.keepsCookies))
    } catch {
      throw EmissionFailure(.unreachable(reason: error.reason), profile.name)
    }
  }

  /// The address of a template, if the profile allows to ask there.
  ///
  /// - Parameter system: the address of the system; `nil` where it is that one which is looked for.
  private static func address(
    _ template: Template, _ profile: EmitProfile, _ settings: EmissionSettings,
    beside system: HTTPAddress? = nil
  ) throws(EmissionFailure) -> HTTPAddress {
    guard let text = try? Filling(settings).text(template), let address = HTTPAddress(text) else {
      throw EmissionFailure(.profile(reason: "target.address"), profile.name)
    }
    guard address.isProtected || profile.target.allowsPlainHTTP else {
      throw EmissionFailure(.unprotected(address: address.origin), profile.name)
    }
    let isNamed = profile.target.permits(
      scheme: address.scheme, host: address.host, addressHost: (system ?? address).host)
    guard isNamed else {
      throw EmissionFailure(.host(address: address.origin), profile.name)
    }
    return address
  }

  /// What requests are filled with that concern no row.
  var filling: Filling {
    var filling = Filling(settings)
    filling.discovered = discovered
    return filling
  }

  // MARK: Session

  /// Makes sure that the system is the right one, begins a session, looks names up.
  func begin() throws(EmissionFailure) {
    if let identify = profile.target.identify {
      let reply = try ask(identify.request, for: .prove, asGuest: true)
      try expect(identify.expect, in: reply)
    }
    // A log-in may need a name that everybody may look up, and a look-up may need the session.
    try discover(asGuest: profile.authentication.login != nil)
    try logIn()
    try prove()
  }

  private func expect(_ list: [Expectation], in reply: TargetReply) throws(EmissionFailure) {
    for expectation in list {
      let found = reply.node?.value(at: expectation.pointer)?.scalar ?? ""
      guard SearchPattern(expectation.pattern).matches(found) else {
        throw EmissionFailure(
          .identity(pointer: expectation.pointer, found: printable(found, limit: 60)),
          profile.name)
      }
    }
  }

  private func discover(asGuest: Bool) throws(EmissionFailure) {
    for discovery in profile.target.discover {
      let reply = try ask(discovery.request, for: .find, asGuest: asGuest)
      guard let items = reply.node?.value(at: discovery.items)?.items else {
        throw EmissionFailure(.notJSON(request: reply.request), profile.name)
      }
      let filling = filling
      let found = items.filter { item in
        discovery.conditions.allSatisfy { condition in
          guard let wanted = try? filling.json(condition.value),
            let value = try? JSONParser.parse(wanted)
          else { return false }
          return Agreement.holds(value, item.value(at: condition.pointer))
        }
      }
      guard found.count == 1, let value = ScalarValue(found[0].value(at: discovery.take)) else {
        throw EmissionFailure(
          .identity(pointer: discovery.name, found: "\(found.count)"), profile.name)
      }
      discovered[discovery.name] = value
    }
  }

  /// Logs in, where the profile says how.
  private func logIn() throws(EmissionFailure) {
    if let credentials = profile.authentication.oauth { try takeToken(credentials) }
    guard let login = profile.authentication.login else {
      loggedInAt = clock.now()
      return
    }
    conversation.forgetCookies()
    let reply = try ask(login.request, for: .prove, asGuest: true)
    guard reply.answer == .done else {
      throw EmissionFailure(.session(status: reply.status), profile.name)
    }
    try expect(login.expect, in: reply)
    loggedInAt = clock.now()
  }

  /// Takes a token with the credentials of a client (RFC 6749, 4.4).
  private func takeToken(_ credentials: ClientCredentials) throws(EmissionFailure) {
    let server = try Self.address(
      credentials.address, profile, settings, beside: address)
    guard let origin = HTTPAddress(server.origin),
      let name = try? filling.text(credentials.clientID),
      let secret = try? filling.text(credentials.clientSecret)
    else { throw EmissionFailure(.profile(reason: "oauth"), profile.name) }
    let pair = percentEncoded(name) + ":" + percentEncoded(secret)
    var form = "grant_type=client_credentials"
    if let scope = credentials.scope { form += "&scope=" + percentEncoded(scope) }
    let request = HTTPRequest(
      "POST", server.path.isEmpty ? "/" : server.path,
      fields: [
        HTTPField("Authorization", "Basic " + Data(pair.utf8).base64EncodedString()),
        HTTPField("Content-Type", "application/x-www-form-urlencoded"),
        HTTPField("Accept", "application/json"),
      ], body: Array(form.utf8))
    let answer: HTTPAnswer
    do throws(HTTPFailure) {
      let conversation = try HTTPConversation(
        with: origin,
        policy: HTTPPolicy(
          timeoutSeconds: Double(profile.transport.timeoutSeconds), maximumAnswerBytes: 1 << 20))
      answer = try conversation.answer(to: request)
    } catch {
      throw EmissionFailure(.unreachable(reason: error.reason), profile.name)
    }
    guard answer.status == 200, let node = try? JSONParser.parse(answer.body),
      let token = node.member("access_token")?.string
    else { throw EmissionFailure(.session(status: answer.status), profile.name) }
    self.token = token
    if let seconds = node.member("expires_in")?.scalar.flatMap(Double.init) {
      renewAfter = max(1, seconds * 0.8)
    }
  }

  /// Makes sure that the session is alive: only then is something absent that is not found.
  func prove() throws(EmissionFailure) {
    guard let probe = profile.authentication.prove else { return }
    let reply = try ask(probe.request, for: .prove)
    guard reply.answer == .done else {
      throw EmissionFailure(.session(status: reply.status), profile.name)
    }
    try expect(probe.expect, in: reply)
  }

  // MARK: Requests

  /// Sends a request that concerns no row, and expects an answer.
  private func ask(
    _ request: RequestTemplate, for operation: EmitOperation, asGuest: Bool = false
  ) throws(EmissionFailure) -> TargetReply {
    let reply = try send(request, filling, for: operation, asGuest: asGuest)
    try expectReading(reply)
    return reply
  }

  /// Ends the run for an answer to a reading that is none.
  func expectReading(_ reply: TargetReply) throws(EmissionFailure) {
    if reply.answer == .unknown || reply.answer == .busy || reply.answer == .stop {
      throw EmissionFailure(
        .status(request: reply.request, status: reply.status), profile.name)
    }
  }

  /// Sends a request, again and again as long as the system is certain not to have done it.
  func send(
    _ request: RequestTemplate, _ filling: Filling, for operation: EmitOperation,
    asGuest: Bool = false
  ) throws(EmissionFailure) -> TargetReply {
    try send(self.request(request, filling), for: operation, asGuest: asGuest)
  }

  /// A request with its values.
  ///
  /// - Parameters:
  ///   - body: the body, where it is not the one of the request.
  ///   - fields: further header fields.
  func request(
    _ request: RequestTemplate, _ filling: Filling, body: String? = nil, fields: [HTTPField] = []
  ) throws(EmissionFailure) -> HTTPRequest {
    do throws(Filling.Gap) {
      return try filled(request, filling, body: body, fields: fields)
    } catch {
      throw EmissionFailure(.profile(reason: "{\(error.placeholder)}"), profile.name)
    }
  }

  private func filled(
    _ request: RequestTemplate, _ filling: Filling, body: String?, fields: [HTTPField]
  ) throws(Filling.Gap) -> HTTPRequest {
    let target = try filling.target(of: request)
    let text: String?
    var type = profile.transport.contentType
    if let body {
      text = body
    } else if !request.form.isEmpty {
      text = try filling.form(request.form)
      type = "application/x-www-form-urlencoded"
    } else {
      text = try request.body.map { body throws(Filling.Gap) in try filling.json(body) }
    }
    let more = text == nil ? [] : [HTTPField("Content-Type", type)]
    return HTTPRequest(
      request.method, target, fields: fields + more, body: text.map { Array($0.utf8) })
  }

  /// Sends a request whose target is known, a page of a list.
  func send(
    _ request: HTTPRequest, for operation: EmitOperation, asGuest: Bool = false
  ) throws(EmissionFailure) -> TargetReply {
    var waits = 0
    var hasRenewed = false
    while true {
      try renewInTime(asGuest)
      let (reply, retryAfter, mayBeDone) = try exchange(request, for: operation)
      switch reply.answer {
      case .expired where !asGuest && !hasRenewed:
        hasRenewed = true
        try logIn()
      case .expired:
        throw EmissionFailure(.session(status: reply.status), profile.name)
      case .busy where waits < profile.retry.busyTimes:
        let doubled = profile.retry.firstSeconds * Double(1 << min(waits, 16))
        let seconds = min(retryAfter ?? doubled, profile.retry.maximumSeconds)
        waits += 1
        // Who is not there does not get further off by being asked.
        if reply.status > 0 { pace.refuse(for: seconds, now: clock.now()) }
        try clock.wait(seconds)
      case .busy:
        guard reply.status > 0 else {
          throw EmissionFailure(
            .unreachable(reason: reply.parts.message ?? ""), profile.name)
        }
        var reply = reply
        reply.answer = mayBeDone ? .unknown : .busy
        return reply
      case .stop:
        throw EmissionFailure(
          (300...399).contains(reply.status)
            ? .redirect(request: reply.request, status: reply.status)
            : .status(request: reply.request, status: reply.status), profile.name)
      default: return reply
      }
    }
  }

  /// What an answer within an answer means.
  func answer(
    status: Int, of node: JSONNode?, on operation: EmitOperation
  ) -> (AnswerClass, ErrorParts) {
    var parts = ErrorParts(profile.error, of: (200...299).contains(status) ? nil : node)
    parts.message = parts.message.map(settings.withoutSecrets)
    let text = String((node?.json ?? "").prefix(4096))
    let answer = rules.answer(status: status, parts, text: text, on: operation)
    return (answer, said(status, parts, text, operation))
  }

  /// The parts of an error, in the words of the profile where it has some.
  private func said(
    _ status: Int, _ parts: ErrorParts, _ text: String, _ operation: EmitOperation
  ) -> ErrorParts {
    guard let words = rules.words(status: status, parts, text: text, on: operation) else {
      return parts
    }
    var parts = parts
    (parts.field, parts.message) = (nil, words)
    return parts
  }

  private func renewInTime(_ asGuest: Bool) throws(EmissionFailure) {
    guard !asGuest, let renewAfter, let loggedInAt, clock.now() - loggedInAt > renewAfter else {
      return
    }
    try logIn()
  }

  /// Sends a request once.
  private func exchange(
    _ request: HTTPRequest, for operation: EmitOperation
  ) throws(EmissionFailure) -> (TargetReply, retryAfter: Double?, mayBeDone: Bool) {
    try clock.wait(pace.delay(now: clock.now()))
    var request = request
    request.fields += try sessionFields()
    let path = request.target.prefix { $0 != "?" }
    let name = request.method + " " + printable(String(path), limit: 120)
    let start = clock.now()
    pace.count()
    let answer: HTTPAnswer
    do throws(HTTPFailure) {
      answer = try conversation.answer(to: request)
    } catch {
      if error.mayHaveArrived { pace.fail() }
      return (try reply(to: request, named: name, error, operation), nil, error.mayHaveArrived)
    }
    let node = try? JSONParser.parse(answer.body)
    var parts = ErrorParts()
    if !(200...299).contains(answer.status) {
      parts = ErrorParts(profile.error, of: node)
      parts.message = parts.message.map(settings.withoutSecrets)
    }
    let text = String(decoding: answer.body.prefix(4096), as: UTF8.self)
    let reply = TargetReply(
      answer: rules.answer(status: answer.status, parts, text: text, on: operation),
      status: answer.status, parts: said(answer.status, parts, text, operation), node: node,
      request: name)
    if reply.answer == .unknown {
      pace.fail()
    } else if reply.answer != .busy {
      pace.answer(after: clock.now() - start)
    }
    return (reply, answer.retryAfter(now: Int(clock.now())).map(Double.init), true)
  }

  /// What it means that a request has no answer.
  private func reply(
    to request: HTTPRequest, named name: String, _ failure: HTTPFailure,
    _ operation: EmitOperation
  ) throws(EmissionFailure) -> TargetReply {
    var parts = ErrorParts()
    parts.message = failure.reason
    switch failure.kind {
    case .untrusted:
      throw EmissionFailure(.unreachable(reason: failure.reason), profile.name)
    case .tooLong where request.isReading:
      throw EmissionFailure(.tooLong(request: name), profile.name)
    case .malformed where !failure.mayHaveArrived:
      throw EmissionFailure(.profile(reason: failure.reason), profile.name)
    default: break
    }
    // What did not leave, and what only reads, may be sent again at once.
    let isHarmless = !failure.mayHaveArrived || request.isReading
    let answer: AnswerClass =
      isHarmless ? .busy : rules.answer(status: 0, parts, text: "", on: operation)
    return TargetReply(answer: answer, status: 0, parts: parts, node: nil, request: name)
  }

  private func sessionFields() throws(EmissionFailure) -> [HTTPField] {
    var fields: [HTTPField] = []
    for item in profile.transport.headers + profile.authentication.headers {
      guard let value = try? filling.text(item.value) else {
        throw EmissionFailure(.profile(reason: item.name), profile.name)
      }
      fields.append(HTTPField(item.name, value))
    }
    if let token { fields.append(HTTPField("Authorization", "Bearer " + token)) }
    for copy in profile.authentication.copiesCookies {
      if let value = conversation.cookie(copy.cookie) {
        fields.append(HTTPField(copy.header, value))
      }
    }
    return fields
  }
}
