import Schemas
import TabularCore

/// Reads where the other system is, how it knows who asks, and how requests travel.
struct SiteDescriptor {
  private let requests: RequestDescriptor
  private var findings: Findings { requests.findings }

  init(_ requests: RequestDescriptor) { self.requests = requests }

  // MARK: Target

  /// The target; names that are looked up go into the scope.
  func target(_ object: ObjectReader, _ scope: inout PlaceholderScope) -> EmitTarget {
    guard let item = object.object("target") else {
      if !object.has("target") { findings.add(at: object.place, "the profile has no `target`") }
      return EmitTarget(address: Template(""))
    }
    let address = address("address", of: item, scope)
    if address == nil, !item.has("address") {
      findings.add(
        at: item.place, "`target` has no `address`, a URL or `{config.NAME}` of the installation")
    }
    var target = EmitTarget(address: address ?? Template(""))
    target.allowsPlainHTTP = item.boolean("plainHTTP")
    target.hosts = hosts(item)
    checkHost(target.address, of: target, at: item.place(of: "address"))
    target.identify = requests.probe("identify", of: item, scope)
    if let names = item.object("discover") {
      for name in names.names {
        guard let found = names.object(name) else { continue }
        if !EmitProfileDescriptor.isIdentifier(name) || name == "id" || name == "changed" {
          names.invalid(name, "`\(printable(name))` is no name for a placeholder")
        }
        let discovery = discovery(name, found, scope)
        if let discovery { target.discover.append(discovery) }
        scope.discovered.append(name)
      }
    }
    item.finish(.all)
    return target
  }

  private func discovery(
    _ name: String, _ object: ObjectReader, _ scope: PlaceholderScope
  ) -> Discovery? {
    defer { object.finish(.all) }
    let items = requests.pointer("items", of: object) ?? ""
    let conditions = requests.pairs("where", of: object, scope)
    let take = requests.pointer("take", of: object)
    if take == nil, !object.has("take") {
      findings.add(at: object.place, "`take` is missing, the pointer of what is looked up")
    }
    guard let request = requests.request(object, scope), let take else { return nil }
    return Discovery(
      name: name, request: request, items: items, conditions: conditions, take: take)
  }

  private func hosts(_ object: ObjectReader) -> [String] {
    (object.strings("hosts") ?? []).map { host in
      if host.isEmpty || host.contains(where: { "/:@{}?#".contains($0) || $0.isWhitespace }) {
        object.invalid(
          "hosts", "`\(printable(host))` is no host such as `records.example.org`, without a port")
      }
      return host.lowercased()
    }
  }

  // MARK: Addresses

  /// A literal URL, or one value of the installation alone.
  private func address(
    _ name: String, of object: ObjectReader, _ scope: PlaceholderScope
  ) -> Template? {
    guard let text = object.string(name) else { return nil }
    if text.hasPrefix("{") || !text.contains("{") {
      let template = scope.template(text, at: object.place(of: name), findings)
      if case .config? = template.only { return template }
      if let url = template.literal {
        // The text itself is not told: it may hold a password.
        if Self.host(of: url) == nil {
          object.invalid(
            name,
            "this is no address such as `https://records.example.org`, without a user or a query")
        }
        return template
      }
    }
    object.invalid(
      name,
      "a host is never put together: write a whole URL, or `{config.NAME}` alone, whose value the installation gives"
    )
    return nil
  }

  /// The scheme and host of a URL without a user, query or fragment.
  private static func host(of url: String) -> (scheme: String, host: String)? {
    for scheme in ["https", "http"] where url.lowercased().hasPrefix(scheme + "://") {
      let rest = url.dropFirst(scheme.count + 3)
      let authority = rest.prefix { $0 != "/" }
      guard !rest.contains(where: { "?#@\\{}".contains($0) || $0.isWhitespace }) else { return nil }
      if authority.hasPrefix("[") {
        guard let end = authority.firstIndex(of: "]") else { return nil }
        return (scheme, authority[...end].lowercased())
      }
      let host = authority.prefix { $0 != ":" }
      let port = authority.dropFirst(host.count + 1)
      guard !host.isEmpty, port.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
      return (scheme, host.lowercased())
    }
    return nil
  }

  /// Tells an address whose host is not named, or that would travel in the open.
  private func checkHost(_ address: Template, of target: EmitTarget, at place: DescriptorPlace) {
    guard let url = address.literal, let (scheme, host) = Self.host(of: url) else { return }
    let own = target.address.literal.flatMap { Self.host(of: $0)?.host }
    if !(target.hosts.isEmpty ? own == host : target.hosts.contains(host)) {
      findings.add(
        at: place, "the host `\(printable(host))` is not among the `hosts` of `target`",
        suggestion: Issue.Suggestion(nearest: target.hosts, to: host, noun: "name"))
    }
    if scheme == "http", !target.allowsPlainHTTP, !EmitTarget.isThisMachine(host) {
      findings.add(
        at: place,
        "`http` sends personal data and secrets in the open; write `https`, or say `\"plainHTTP\": true` in `target`"
      )
    }
  }

  // MARK: Authentication

  func authentication(
    _ object: ObjectReader, _ scope: PlaceholderScope, _ target: EmitTarget
  ) -> Authentication {
    guard let item = object.object("auth") else { return Authentication() }
    var authentication = Authentication(headers: requests.items("headers", of: item, scope))
    for header in authentication.headers { checkSecret(header, of: item) }
    // A login may name what was looked up before it; what needs a session is looked up after it.
    authentication.login = requests.probe("login", of: item, scope)
    authentication.keepsCookies = item.boolean("cookies")
    if let copies = item.object("copyCookies") {
      authentication.copiesCookies = copies.names.compactMap { cookie in
        copies.string(cookie).map { CookieCopy(cookie: cookie, header: $0) }
      }
      if !authentication.keepsCookies {
        item.invalid("copyCookies", "`copyCookies` needs `\"cookies\": true`")
      }
    }
    authentication.renewAfterSeconds = item.count("renewAfterSeconds")
    authentication.oauth = oauth(item, scope, target)
    authentication.prove = requests.probe("prove", of: item, scope)
    if authentication.renewAfterSeconds == 0 {
      item.invalid("renewAfterSeconds", "`renewAfterSeconds` is a number of seconds from 1")
    }
    if authentication.renewAfterSeconds != nil, authentication.login == nil,
      authentication.oauth == nil
    {
      item.invalid("renewAfterSeconds", "there is no `login` or `oauth` to renew")
    }
    item.finish(.all)
    return authentication
  }

  /// A token that stands in the profile itself.
  private func checkSecret(_ header: QueryItem, of object: ObjectReader) {
    guard header.name.lowercased() == "authorization", header.value.placeholders.isEmpty else {
      return
    }
    object.invalid(
      "headers",
      "a secret stands in the profile; write `{config.NAME}` with a `config` value that is `secret`"
    )
  }

  private func oauth(
    _ object: ObjectReader, _ scope: PlaceholderScope, _ target: EmitTarget
  ) -> ClientCredentials? {
    guard let item = object.object("oauth") else { return nil }
    defer { item.finish(.all) }
    let address = address("address", of: item, scope)
    if let address { checkHost(address, of: target, at: item.place(of: "address")) }
    let id = requests.template("clientId", of: item, scope)
    let secret = requests.template("clientSecret", of: item, scope)
    let extent = item.string("scope")
    guard let address, let id, let secret else {
      for name in ["address", "clientId", "clientSecret"] where !item.has(name) {
        findings.add(at: item.place, "`oauth` has no `\(name)`")
      }
      return nil
    }
    if secret.placeholders.isEmpty {
      item.invalid(
        "clientSecret",
        "a secret stands in the profile; write `{config.NAME}` with a `config` value that is `secret`"
      )
    }
    return ClientCredentials(
      address: address, clientID: id, clientSecret: secret, scope: extent)
  }

  // MARK: Transport

  func transport(_ object: ObjectReader, _ scope: PlaceholderScope) -> Transport {
    var transport = Transport()
    guard let item = object.object("transport") else { return transport }
    func count(_ name: String, _ range: ClosedRange<Int>, _ write: (Int) -> Void) {
      guard let value = item.count(name) else { return }
      guard range.contains(value) else {
        item.invalid(
          name, "`\(name)` is a whole number from \(range.lowerBound) to \(range.upperBound)")
        return
      }
      write(value)
    }
    count("workers", 1...Transport.mostWorkers) { transport.workers = $0 }
    count("timeoutSeconds", 1...3600) { transport.timeoutSeconds = $0 }
    count("settleSeconds", 0...3600) { transport.settleSeconds = $0 }
    count("maximumAnswerBytes", 1024...(1 << 30)) { transport.maximumAnswerBytes = $0 }
    count("maximumPages", 1...1_000_000) { transport.maximumPages = $0 }
    if let rate = item.number("perSecond") {
      if rate > 0, rate <= 10_000 {
        transport.perSecond = rate
      } else {
        item.invalid("perSecond", "`perSecond` is a number over 0, at most 10000")
      }
    }
    transport.headers = requests.items("headers", of: item, scope)
    transport.contentType = item.string("contentType") ?? transport.contentType
    item.finish(.all)
    return transport
  }
}
