/// A request with placeholders.
public struct RequestTemplate: Sendable, Hashable {
  /// The method, in capitals.
  public var method: String
  /// The path behind the target's address; begins with `/`.
  public var path: Template
  /// The query, in order.
  public var query: [QueryItem]
  /// The body, as JSON.
  public var body: JSONTemplate?
  /// The body, as a form; empty for none.
  public var form: [QueryItem]

  /// A request.
  public init(
    method: String, path: Template, query: [QueryItem] = [], body: JSONTemplate? = nil,
    form: [QueryItem] = []
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.body = body
    self.form = form
  }
}

/// A named text with placeholders: of a query, a form, a header.
public struct QueryItem: Sendable, Hashable {
  /// The name.
  public var name: String
  /// The value.
  public var value: Template

  /// A named text.
  public init(name: String, value: Template) {
    self.name = name
    self.value = value
  }
}

/// A request whose answer shows something.
public struct Probe: Sendable, Hashable {
  /// The request.
  public var request: RequestTemplate
  /// What the answer has to have.
  public var expect: [Expectation]

  /// A request with expectations.
  public init(request: RequestTemplate, expect: [Expectation] = []) {
    self.request = request
    self.expect = expect
  }
}

/// What a part of an answer has to look like.
public struct Expectation: Sendable, Hashable {
  /// The pointer of the part (RFC 6901).
  public var pointer: String
  /// The pattern that is found in its text.
  public var pattern: String

  /// An expectation.
  public init(pointer: String, pattern: String) {
    self.pointer = pointer
    self.pattern = pattern
  }
}

/// A part of an answer, and the value that it is compared with.
public struct PointerValue: Sendable, Hashable {
  /// The pointer of the part (RFC 6901).
  public var pointer: String
  /// The value.
  public var value: JSONTemplate

  /// A part with its value.
  public init(pointer: String, value: JSONTemplate) {
    self.pointer = pointer
    self.value = value
  }
}
