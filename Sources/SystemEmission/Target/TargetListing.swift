import Emission
import HTTPExchange
import JSONText
import TabularCore

/// An item of a list that a system gives.
struct ListedItem {
  /// The item.
  var node: JSONNode
  /// What it takes along from the item in whose list it stands, by name.
  var carried: [String: JSONNode] = [:]

  /// The value at a JSON pointer, or under a name that is taken along.
  func value(at pointer: String) -> JSONNode? {
    if !carried.isEmpty, pointer.hasPrefix("/"), let value = carried[String(pointer.dropFirst())] {
      return value
    }
    return node.value(at: pointer)
  }
}

/// Reads a list of a system to its end, page by page.
struct TargetListing {
  let client: TargetClient
  let listing: Listing

  private var target: String { client.profile.name }

  /// Gives every item to a closure.
  ///
  /// A list that has no end, repeats a page or is no list ends the run.
  func forEachItem(_ body: (ListedItem) -> Void) throws(EmissionFailure) {
    var request = listing.request
    var link: String?
    var position = 1
    var count = 0
    var seen: Set<String> = []
    for page in 1...max(1, client.profile.transport.maximumPages) {
      switch listing.pages {
      case .number(let parameter, _) where page > 1:
        request = listing.request.with(parameter, "\(page)")
      case .start(let parameter, _):
        request = listing.request.with(parameter, "\(position)")
      case .number, .next, nil: break
      }
      let reply: TargetReply
      if let link {
        reply = try client.send(HTTPRequest(request.method, link), for: .list)
      } else {
        reply = try client.send(request, client.filling, for: .list)
      }
      try client.expectReading(reply)
      guard reply.answer == .done else {
        throw EmissionFailure(.status(request: reply.request, status: reply.status), target)
      }
      guard let node = reply.node else {
        throw EmissionFailure(.notJSON(request: reply.request), target)
      }
      let items = try items(of: node, reply)
      count += items.count
      for item in items { deliver(item, body) }
      switch listing.pages {
      case nil: return try end(count, reply)
      case .next(let pointer):
        guard let next = node.value(at: pointer)?.string, !next.isEmpty else {
          return try end(count, reply)
        }
        guard let nextTarget = client.address.target(ofLink: next) else {
          throw EmissionFailure(.redirect(request: reply.request, status: reply.status), target)
        }
        guard seen.insert(nextTarget).inserted else {
          throw EmissionFailure(.pages(request: reply.request, count: page), target)
        }
        link = nextTarget
      case .number(_, let last):
        guard let last = node.value(at: last)?.scalar.flatMap({ Int($0) }) else {
          throw EmissionFailure(.notJSON(request: reply.request), target)
        }
        if page >= last { return try end(count, reply) }
      case .start(_, let total):
        guard let total = node.value(at: total)?.scalar.flatMap({ Int($0) }) else {
          throw EmissionFailure(.notJSON(request: reply.request), target)
        }
        position += items.count
        if position > total { return try end(count, reply) }
        if items.isEmpty {
          throw EmissionFailure(.pages(request: reply.request, count: page), target)
        }
      }
    }
    throw EmissionFailure(
      .pages(
        request: listing.request.method, count: client.profile.transport.maximumPages), target)
  }

  private func items(of node: JSONNode, _ reply: TargetReply) throws(EmissionFailure) -> [JSONNode]
  {
    if let items = node.value(at: listing.items)?.items { return items }
    // SCIM leaves the list out when it is empty (RFC 7644, 3.4.2).
    if case .start(_, let total) = listing.pages, node.value(at: total)?.scalar == "0" { return [] }
    throw EmissionFailure(.notJSON(request: reply.request), target)
  }

  private func deliver(_ item: JSONNode, _ body: (ListedItem) -> Void) {
    guard let each = listing.each else { return body(ListedItem(node: item)) }
    var carried: [String: JSONNode] = [:]
    for member in listing.with { carried[member.name] = item.value(at: member.pointer) }
    for inner in item.value(at: each)?.items ?? [] {
      body(ListedItem(node: inner, carried: carried))
    }
  }

  private func end(_ count: Int, _ reply: TargetReply) throws(EmissionFailure) {
    if listing.isNeverEmpty, count == 0 {
      throw EmissionFailure(.empty(request: reply.request), target)
    }
  }
}

extension RequestTemplate {
  /// The request with a parameter of its query.
  func with(_ parameter: String, _ value: String) -> RequestTemplate {
    var request = self
    request.query.removeAll { $0.name == parameter }
    request.query.append(QueryItem(name: parameter, value: Template(parts: [.text(value)])))
    return request
  }
}
