import Foundation
import Synchronization
import TestSupport

/// A system with people, courses and members, in memory, that can do what networks and servers do to
/// requests.
final class AcademyServer: Sendable {
  /// What becomes of a write.
  enum Fault: String, Sendable, CaseIterable {
    /// It never arrives.
    case lostRequest
    /// It is done, and its answer is lost.
    case lostAnswer
    /// The server is busy, and says when to ask again.
    case tooMany
    /// Maintenance, told in HTML.
    case maintenance
    /// It is done, and answered with an error.
    case doneWithError
    /// It is not done, and answered with an error.
    case failed
  }

  struct State {
    var people: [Int: [String: String]] = [:]
    var courses: [Int: String] = [:]
    var members: [[Int]] = []
    var next = 1
    var writes = 0
    var faults: [Int: Fault] = [:]
    var session = 0
    /// The last session that ended; those after it are alive.
    var endedSession = 0
    /// How many writes the first ones wait for, so that they are under way at once; at most two seconds.
    var meets = 0
    var underWay: [String] = []
    var mostUnderWay = 0
    var mostOnOnePath = 0
    var mostOnOneGroup = 0
    /// The kinds of what was written, in order.
    var written: [String] = []
    var endsSessionAfter: Int?
    var keys: [String] = []
  }

  let state = Mutex(State())
  private let server = Mutex<LoopbackServer?>(nil)

  init() throws {
    let server = try LoopbackServer { [weak self] request in self?.reply(to: request) ?? .end }
    self.server.withLock { $0 = server }
  }

  var address: String { server.withLock { $0?.address ?? "" } }

  func end() { server.withLock { $0?.end() } }

  private func reply(to request: LoopbackServer.Request) -> LoopbackServer.Reply {
    guard request.method != "GET", request.target != "/login" else { return answer(to: request) }
    meet(request.target)
    defer {
      state.withLock { state in
        if let index = state.underWay.firstIndex(of: request.target) {
          state.underWay.remove(at: index)
        }
      }
    }
    return answer(to: request)
  }

  /// Waits until as many writes are under way as shall meet.
  private func meet(_ target: String) {
    state.withLock { state in
      state.underWay.append(target)
      state.mostUnderWay = max(state.mostUnderWay, state.underWay.count)
      let same = state.underWay.filter { $0 == target }.count
      state.mostOnOnePath = max(state.mostOnOnePath, same)
      if target.hasPrefix("/groups") { state.mostOnOneGroup = max(state.mostOnOneGroup, same) }
    }
    for _ in 0..<200 {
      let isMet = state.withLock { $0.mostUnderWay >= $0.meets }
      if isMet { return }
      Thread.sleep(forTimeInterval: 0.01)
    }
  }

  private func answer(to request: LoopbackServer.Request) -> LoopbackServer.Reply {
    state.withLock { state in
      let path = request.target.prefix { $0 != "?" }
      if path == "/info" { return .answer(200, #"{"app":"academy","version":"1.2"}"#) }
      if path == "/login" {
        guard request.body.contains("letmein") else {
          return .answer(403, #"{"code":"DENIED","message":"no letmein"}"#)
        }
        state.session += 1
        return .answer(
          200, #"{"id":"admin"}"#, fields: ["Set-Cookie: csrf=s\(state.session); Path=/"])
      }
      let number = Int(request.fields["x-csrf"]?.dropFirst() ?? "") ?? 0
      let isAlive = number > state.endedSession && number <= state.session
      if path == "/me" { return isAlive ? .answer(200, #"{"id":"admin"}"#) : .answer(401) }
      guard isAlive else {
        // As Kolibri does: nobody sees nothing, and is told so only when writing.
        return request.method == "GET"
          ? .answer(200, #"{"results":[],"pages":1}"#)
          : .answer(403, #"{"code":"NOT_AUTHENTICATED","message":"log in"}"#)
      }
      if request.method == "GET" { return Self.list(String(path), request.target, state) }
      state.writes += 1
      if let key = request.fields["x-key"] { state.keys.append(key) }
      if state.writes == state.endsSessionAfter { state.endedSession = state.session }
      let fault = state.faults[state.writes]
      switch fault {
      case .lostRequest: return .end
      case .tooMany: return .answer(429, "{}", fields: ["Retry-After: 0"])
      case .maintenance: return .answer(503, "<h1>Maintenance</h1>")
      case .failed: return .answer(500, "<h1>Error</h1>")
      case .lostAnswer, .doneWithError, nil: break
      }
      let reply = Self.write(request, String(path), &state)
      state.written.append(String(path.dropFirst().prefix { $0 != "/" }))
      if fault == .lostAnswer { return .end }
      if fault == .doneWithError { return .answer(500, "<h1>Error</h1>") }
      return reply
    }
  }

  private static func list(
    _ path: String, _ target: String, _ state: State
  ) -> LoopbackServer.Reply {
    func json(_ value: Any) -> String {
      let data = try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys])
      return String(decoding: data ?? Data(), as: UTF8.self)
    }
    switch path {
    case "/people":
      let all = state.people.sorted { $0.key < $1.key }.map { id, values -> [String: Any] in
        var item: [String: Any] = values
        item["id"] = id
        return item
      }
      let page = target.split(separator: "=").last.flatMap { Int($0) } ?? 1
      let part = all.dropFirst((page - 1) * 3).prefix(3)
      return .answer(200, json(["results": Array(part), "pages": max(1, (all.count + 2) / 3)]))
    case "/courses":
      return .answer(200, json(state.courses.map { ["id": $0.key, "code": $0.value] }))
    case "/members":
      return .answer(
        200,
        json(state.members.map { ["id": "\($0[0])-\($0[1])", "person": $0[0], "course": $0[1]] }))
    default: return .answer(404, "{}")
    }
  }

  private static func write(
    _ request: LoopbackServer.Request, _ path: String, _ state: inout State
  ) -> LoopbackServer.Reply {
    let body = try? JSONSerialization.jsonObject(with: Data(request.body.utf8))
    let id = path.split(separator: "/").last.flatMap { Int($0) }
    switch (request.method, path.split(separator: "/").first ?? "") {
    case ("POST", "people"):
      guard let values = body as? [String: String], let login = values["login"] else {
        return .answer(400, #"{"code":"MALFORMED","message":"no login"}"#)
      }
      if values["name"] == "Refused" {
        return .answer(400, #"{"code":"BAD","field":"name","message":"we know of nobody letmein"}"#)
      }
      if state.people.values.contains(where: { $0["login"]?.lowercased() == login.lowercased() }) {
        return .answer(400, #"{"code":"TAKEN","message":"there is one"}"#)
      }
      let new = state.next
      state.next += 1
      state.people[new] = values
      if values["name"] == "Shortened" { state.people[new]?["name"] = "Short" }
      let name = state.people[new]?["name"] ?? ""
      return .answer(201, #"{"id":\#(new),"login":"\#(login)","name":"\#(name)"}"#)
    case ("PATCH", "people"):
      guard let id, let values = body as? [String: String], state.people[id] != nil else {
        return .answer(404, "{}")
      }
      state.people[id]?.merge(values) { $1 }
      return .answer(200, #"{"id":\#(id),"name":"\#(state.people[id]?["name"] ?? "")"}"#)
    case ("DELETE", "people"):
      guard let id, state.people.removeValue(forKey: id) != nil else { return .answer(404, "{}") }
      state.members.removeAll { $0[0] == id }
      return .answer(204)
    case ("POST", "courses"):
      guard let code = (body as? [String: String])?["code"] else { return .answer(400, "{}") }
      let new = state.next
      state.next += 1
      state.courses[new] = code
      return .answer(201, #"{"id":\#(new),"code":"\#(code)"}"#)
    case ("PATCH", "groups"):
      guard let id, let person = (body as? [String: Int])?["person"], state.courses[id] != nil
      else { return .answer(404, "{}") }
      // As systems do that read a list, change it and write it back.
      if !state.members.contains([person, id]) { state.members.append([person, id]) }
      return .answer(200, "{}")
    case ("POST", "members"):
      guard let items = body as? [[String: Int]] else { return .answer(400, "{}") }
      let pairs = items.compactMap { item -> [Int]? in
        guard let person = item["person"], let course = item["course"] else { return nil }
        return [person, course]
      }
      guard pairs.count == items.count else { return .answer(400, "{}") }
      for pair in pairs { state.members.append(pair) }
      return .answer(201, "[]")
    default: return .answer(404, "{}")
    }
  }
}
