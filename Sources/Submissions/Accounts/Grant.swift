/// A part of the records: those with a value in a field.
///
/// Submissions of a scope are validated and written as that part of their files
/// (`registrar import --where`): rows of another part are told, and left out.
public struct Scope: Sendable, Hashable {
  /// The field's machine name, such as `location_code`.
  public var field: String
  /// The value, as it stands in cells.
  public var value: String

  /// A scope from a field and a value; `nil` without either, or with characters that no line can hold.
  public init?(field: String, value: String) {
    guard !field.isEmpty, !value.isEmpty, field.utf8.count <= 64, value.utf8.count <= 200,
      field.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }),
      !value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else { return nil }
    self.field = field
    self.value = value
  }

  /// A scope from its text, `location_code=A`.
  public init?(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    self.init(field: String(parts[0]), value: String(parts[1]))
  }

  /// The scope as text, `location_code=A`.
  public var text: String { field + "=" + value }
}

/// A role that an account has for a package and a scope.
public struct Grant: Sendable, Hashable {
  /// The text that stands for all packages.
  public static let allPackages = "*"

  /// The role.
  public var role: Role
  /// The package's name, or ``allPackages``.
  public var package: String
  /// The part of the records; `nil` for all.
  public var scope: Scope?

  /// A role for a package and a scope.
  public init(_ role: Role, package: String = Grant.allPackages, scope: Scope? = nil) {
    self.role = role
    self.package = package
    self.scope = scope
  }

  /// Whether it holds for a package and a scope.
  ///
  /// - Parameter scope: `nil` means all records, which only a grant for all covers.
  public func covers(package: String, scope: Scope?) -> Bool {
    (self.package == Grant.allPackages || self.package == package)
      && (self.scope == nil || self.scope == scope)
  }
}
