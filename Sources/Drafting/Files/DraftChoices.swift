/// What a draft could say instead, where its first choice turns out to be wrong.
public struct DraftChoices: Sendable {
  /// The keys that the rows of each table allow, the likeliest first.
  var keys: [String: [(key: [String], guess: Guess)]] = [:]
}
