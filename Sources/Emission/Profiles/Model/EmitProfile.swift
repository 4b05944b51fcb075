public import TabularCore

/// How the records of a store become requests to another system: the file of a profile, read and checked.
///
/// A profile is data: nothing in it runs, and no host is asked that it, or its user, does not name.
public struct EmitProfile: Sendable, Equatable {
  /// The name, by which the journal knows what was sent.
  public var name: String
  /// What people call it.
  public var title: String
  /// The package whose store it reads; `nil` where any store with the tables will do.
  public var package: String?
  /// What the installation has to say, in the order of the file.
  public var config: [ConfigValue]
  /// The other system.
  public var target: EmitTarget
  /// How the other system knows who asks.
  public var authentication: Authentication
  /// How requests travel.
  public var transport: Transport
  /// Where the parts of an error stand in an answer.
  public var error: ErrorPointers
  /// What answers mean, in order; the product's own rules come after them.
  public var answers: [AnswerRule]
  /// How often a request is repeated.
  public var retry: RetryRules
  /// How the other system recognises a request that it had before; `nil` where it does not.
  public var idempotency: Idempotency?
  /// What codes are called there: by the map's name, then by the code here.
  public var maps: [String: [String: String]]
  /// The maps whose codes without an entry are called the same there.
  public var sameMaps: Set<String>
  /// The tables, parents before children.
  public var tables: [EmitTable]

  /// A profile.
  public init(
    name: String, title: String, package: String? = nil, config: [ConfigValue] = [],
    target: EmitTarget, authentication: Authentication = Authentication(),
    transport: Transport = Transport(), error: ErrorPointers = ErrorPointers(),
    answers: [AnswerRule] = [], retry: RetryRules = RetryRules(), idempotency: Idempotency? = nil,
    maps: [String: [String: String]] = [:], sameMaps: Set<String> = [], tables: [EmitTable] = []
  ) {
    self.name = name
    self.title = title
    self.package = package
    self.config = config
    self.target = target
    self.authentication = authentication
    self.transport = transport
    self.error = error
    self.answers = answers
    self.retry = retry
    self.idempotency = idempotency
    self.maps = maps
    self.sameMaps = sameMaps
    self.tables = tables
  }

  /// The words of the profile that findings tell, by their English form.
  public var phrases: [String: LocalizedText] {
    let words = tables.flatMap(\.require).compactMap(\.patternWords) + answers.compactMap(\.says)
    return Dictionary(words.map { ($0.english, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The table with a name.
  public func table(named name: String) -> EmitTable? { tables.first { $0.name == name } }

  /// Replaces the maps of which a mapping table has entries: its kinds are the names of maps.
  ///
  /// Of a kind that it has, every code needs an entry.
  public mutating func take(_ map: IdentifierMap) {
    for name in maps.keys {
      let entries = map.entries(of: name)
      guard !entries.isEmpty else { continue }
      sameMaps.remove(name)
      maps[name] = Dictionary(entries.map { ($0.key, $0.id) }, uniquingKeysWith: { $1 })
    }
  }
}

/// A value that differs from one installation to the next.
public struct ConfigValue: Sendable, Equatable {
  /// The name, as in `{config.name}`.
  public var name: String
  /// Whether nothing can be sent without it.
  public var isRequired: Bool
  /// Whether it is never shown, and never given on a command line.
  public var isSecret: Bool
  /// The value where nobody gives one.
  public var fallback: String?
  /// The variable of the environment that gives it; `nil` for the usual name.
  public var environment: String?

  /// A value of the installation.
  public init(
    name: String, isRequired: Bool = false, isSecret: Bool = false, fallback: String? = nil,
    environment: String? = nil
  ) {
    self.name = name
    self.isRequired = isRequired
    self.isSecret = isSecret
    self.fallback = fallback
    self.environment = environment
  }
}
