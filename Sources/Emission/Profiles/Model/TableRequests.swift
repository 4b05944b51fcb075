/// How all records of a kind are read.
public struct Listing: Sendable, Equatable {
  /// The request of the first page.
  public var request: RequestTemplate
  /// The pointer of the list in an answer; empty where the answer is the list.
  public var items: String
  /// How the next page is reached; `nil` where there is one only.
  public var pages: Paging?
  /// The pointer of a list in each item whose items are the records.
  public var each: String?
  /// Members of the item that its records are given.
  public var with: [CarriedMember]
  /// Whether an empty list shows that the session has ended.
  public var isNeverEmpty: Bool

  /// A listing.
  public init(
    request: RequestTemplate, items: String = "", pages: Paging? = nil, each: String? = nil,
    with: [CarriedMember] = [], isNeverEmpty: Bool = false
  ) {
    self.request = request
    self.items = items
    self.pages = pages
    self.each = each
    self.with = with
    self.isNeverEmpty = isNeverEmpty
  }
}

/// A member that a record is given from the item around it.
public struct CarriedMember: Sendable, Equatable {
  /// The member's name in the record.
  public var name: String
  /// Its pointer in the item.
  public var pointer: String

  /// A member.
  public init(name: String, pointer: String) {
    self.name = name
    self.pointer = pointer
  }
}

/// How the next page of a list is reached.
public enum Paging: Sendable, Equatable {
  /// An answer has its address at a pointer; `null` on the last page.
  case next(String)
  /// Pages are numbered from 1 in a parameter; an answer has the last number at a pointer.
  case number(parameter: String, last: String)
  /// A parameter says which item is first, from 1; an answer has the number of all items at a pointer.
  case start(parameter: String, total: String)
}

/// How one record is read.
public struct Finding: Sendable, Equatable {
  /// The request.
  public var request: RequestTemplate
  /// The pointer of the list in the answer; empty where the answer is the list.
  public var items: String
  /// Whether the answer is the record itself.
  public var isOne: Bool

  /// A look-up.
  public init(request: RequestTemplate, items: String = "", isOne: Bool = false) {
    self.request = request
    self.items = items
    self.isOne = isOne
  }
}

/// How a record is made.
public struct Creation: Sendable, Equatable {
  /// The request.
  public var request: RequestTemplate
  /// Members of the body besides those of the table.
  public var add: [Member]
  /// How many bodies become one list; `nil` where each is a request of its own.
  public var batchSize: Int?
  /// Whether the request may be sent twice without harm.
  public var isRepeatable: Bool
  /// Whether it carries a key of the profile's ``EmitProfile/idempotency``.
  public var isIdempotent: Bool
  /// Whether the answer is the record; else its id comes from a listing.
  public var answersRecord: Bool

  /// A creation.
  public init(
    request: RequestTemplate, add: [Member] = [], batchSize: Int? = nil, isRepeatable: Bool = false,
    isIdempotent: Bool = false, answersRecord: Bool = true
  ) {
    self.request = request
    self.add = add
    self.batchSize = batchSize
    self.isRepeatable = isRepeatable
    self.isIdempotent = isIdempotent
    self.answersRecord = answersRecord
  }
}

/// How a record is changed.
public struct Update: Sendable, Equatable {
  /// The request; its body, if any, has ``Placeholder/changed`` where the members go that differ.
  public var request: RequestTemplate
  /// Whether only members go that differ.
  public var sendsChangedOnly: Bool
  /// Members of the body that never go.
  public var never: [String]
  /// Whether it carries a key of the profile's ``EmitProfile/idempotency``.
  public var isIdempotent: Bool
  /// The pointer of a record's version, which the header `If-Match` then names.
  public var versionPointer: String?

  /// A change.
  public init(
    request: RequestTemplate, sendsChangedOnly: Bool = true, never: [String] = [],
    isIdempotent: Bool = false, versionPointer: String? = nil
  ) {
    self.request = request
    self.sendsChangedOnly = sendsChangedOnly
    self.never = never
    self.isIdempotent = isIdempotent
    self.versionPointer = versionPointer
  }

  /// The body around the members that differ; `nil` where they are the body.
  public var body: JSONTemplate? { request.body }
}

/// How a record is removed.
public struct Deletion: Sendable, Equatable {
  /// The request, which names the record by its id.
  public var request: RequestTemplate
  /// What stays behind, for people.
  public var leaves: String?

  /// A removal.
  public init(request: RequestTemplate, leaves: String? = nil) {
    self.request = request
    self.leaves = leaves
  }
}

/// How many requests become one (RFC 7644, 3.7).
public struct Bulk: Sendable, Equatable {
  /// The request that carries them.
  public var request: RequestTemplate
  /// How many it carries at most.
  public var size: Int

  /// A bulk request.
  public init(request: RequestTemplate, size: Int) {
    self.request = request
    self.size = size
  }
}
