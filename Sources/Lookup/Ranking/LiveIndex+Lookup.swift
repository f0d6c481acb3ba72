package import Domain

extension LiveIndex {
    /// The best moments for what is looked for, of the clips the viewer may see.
    /// - Parameter today: decides what is stale.
    package func lookup(_ input: LookupInput, viewer: Viewer, today: Day) -> LookupAnswer {
        Search(input, snapshot: snapshot, viewer: viewer, today: today, dictionary: dictionary).answer()
    }
}
