/// A field that refers to a record of another table (or of its own).
public struct Reference: Sendable, Hashable {
  /// Another way to find the record, tried when its key does not match.
  public struct Alternative: Sendable, Hashable {
    /// The parent's field that is compared.
    public var field: String
    /// Other fields of the parent that must equal values of this row.
    public var within: [String: FieldPath]

    /// The reference of the parent to the record above it, where the text is a path of names.
    public var path: String?
    /// The separator between the names of a path.
    public var separator = ">"

    /// A field of the parent, and what narrows the search.
    public init(
      field: String, within: [String: FieldPath] = [:], path: String? = nil, separator: String = ">"
    ) {
      self.field = field
      self.within = within
      self.path = path
      self.separator = separator
    }
  }

  /// The field of this table that holds the text; a list field refers by each item.
  public var field: String
  /// The table referred to.
  public var table: String
  /// The parent's field that the text is compared with first.
  public var targetField: String
  /// The rest of the parent's key, when it has several fields: where each value comes from.
  public var with: [String: FieldPath]
  /// Other ways to name the parent, in order.
  public var alternatives: [Alternative]
  /// Whether the parent must be live when this record is.
  public var requiresLiveParent: Bool
  /// Fields of the parent that must have one of some values, such as the role of a person.
  public var requirements: [String: [String]]

  /// A reference from a field to a table's field.
  public init(
    field: String, table: String, targetField: String, with: [String: FieldPath] = [:],
    alternatives: [Alternative] = [], requiresLiveParent: Bool = true,
    requirements: [String: [String]] = [:]
  ) {
    self.field = field
    self.table = table
    self.targetField = targetField
    self.with = with
    self.alternatives = alternatives
    self.requiresLiveParent = requiresLiveParent
    self.requirements = requirements
  }
}
