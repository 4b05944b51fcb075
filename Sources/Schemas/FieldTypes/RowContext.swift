/// What of its row a field is read with.
public struct RowContext: Sendable, Hashable {
  /// How late in its row the field is read, from 1.
  ///
  /// A field may use the values of all lower ranks: the amount needs its currency, which needs its
  /// country.
  public var rank: Int
  /// Whether the package's country is taken where the row has none.
  public var takesPackageCountry: Bool

  /// A context, with everything that belongs to it.
  public init(rank: Int, takesPackageCountry: Bool) {
    self.rank = rank
    self.takesPackageCountry = takesPackageCountry
  }
}
