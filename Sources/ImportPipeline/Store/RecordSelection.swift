public import Schemas

/// Which stored records of a table are meant when stores are compared.
public struct RecordSelection: Sendable, Hashable {
  /// A field that must equal a value, in the records themselves or in those that they refer to.
  public struct Scope: Sendable, Hashable {
    /// The field's machine name.
    public var field: String
    /// The value in its canonical form.
    public var value: String
    /// Whether a record is left out that refers to records of another value besides: a part is then nobody else's.
    public var isApart = false

    /// A value of a field.
    public init(field: String, value: String) {
      self.field = field
      self.value = value
    }
  }

  /// Parts of a table: each record belongs to one, by a digest of its key.
  public struct Blocks: Sendable, Hashable {
    /// What makes the digests of this comparison differ from those of others.
    public var seed: Int64
    /// How many parts there are, a power of two.
    public var count: Int
    /// The parts that are meant; `nil` for all.
    public var chosen: [Int]?

    /// All parts of a table.
    public init(seed: Int64, count: Int) {
      self.seed = seed
      self.count = count
    }
  }

  /// What a part holds.
  public struct BlockSum: Sendable, Hashable {
    /// How many records.
    public var count: Int
    /// A digest over them.
    public var digest: String

    /// The contents of a part.
    public init(count: Int, digest: String) {
      self.count = count
      self.digest = digest
    }
  }

  /// The records of one account, school or the like; `nil` for all.
  public var scope: Scope?
  /// The parts; `nil` for the whole table.
  public var blocks: Blocks?

  /// All records.
  public init(scope: Scope? = nil, blocks: Blocks? = nil) {
    self.scope = scope
    self.blocks = blocks
  }
}

/// Who made and changed a stored record last, as far as its table keeps that.
public struct RecordTimes: Sendable, Hashable {
  /// When it was made, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  public var createdAt: String?
  /// When it was changed last.
  public var updatedAt: String?
  /// The run that made it; `nil` for a record that another program made.
  public var createdRun: String?
  /// Whether the table keeps which run made a record.
  public var knowsRuns: Bool

  /// What a table keeps.
  public init(createdAt: String?, updatedAt: String?, createdRun: String?, knowsRuns: Bool) {
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.createdRun = createdRun
    self.knowsRuns = knowsRuns
  }
}

extension TableSchema {
  /// Whether records of the table, or of those that they refer to, have a field.
  public func reaches(
    _ field: String, in package: DataPackage, visited: Set<String> = []
  ) -> Bool {
    if fieldIndex(named: field) != nil { return true }
    let visited = visited.union([name])
    return references.contains { reference in
      !visited.contains(reference.table)
        && package.table(named: reference.table)?.reaches(field, in: package, visited: visited)
          == true
    }
  }

  /// Whether it is certain to which part, by a field, each record of the table belongs: it has the field, or all
  /// references by which it reaches the field name their records by one value alone.
  ///
  /// A reference that needs other fields to name a record may lead to one of another part.
  public func belongs(
    toPartsBy field: String, in package: DataPackage, visited: Set<String> = []
  ) -> Bool {
    func isList(_ index: Int) -> Bool { fields[index].type.definition.storage.isList }
    if let index = fieldIndex(named: field), !isList(index), fields[index].type != .secret {
      return true
    }
    let visited = visited.union([name])
    let ways = references(to: field, in: package, visited).filter { reference in
      fieldIndex(named: reference.field).map { !isList($0) } ?? false
    }
    return !ways.isEmpty
      && ways.allSatisfy { reference in
        reference.with.isEmpty
          && package.table(named: reference.table)?
            .belongs(toPartsBy: field, in: package, visited: visited) == true
      }
  }

  /// The references by which records belong to those with a field: those that need nothing else to name a
  /// record, and others only where there are none.
  public func references(
    to field: String, in package: DataPackage, _ visited: Set<String>
  ) -> [Reference] {
    let reaching = references.filter { reference in
      !visited.contains(reference.table)
        && package.table(named: reference.table)?.reaches(field, in: package, visited: visited)
          == true
    }
    let plain = reaching.filter { $0.with.isEmpty }
    return plain.isEmpty ? reaching : plain
  }
}
