public import ArgumentParser

/// One of a few words that an option takes.
///
/// The words are listed without the key path and the dictionary of descriptions that the argument parser makes for
/// each such type: a start spends more on those than on reading the options.
public protocol WordChoice: ExpressibleByArgument, CaseIterable, RawRepresentable
where RawValue == String {}

extension WordChoice {
  /// The words.
  public static var allValueStrings: [String] { allCases.map { $0.rawValue } }
  /// No descriptions: the words stand for themselves.
  public static var allValueDescriptions: [String: String] { [:] }
}
