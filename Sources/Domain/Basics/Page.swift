/// One page of a list: the items, how many there are in all, and where the next page starts.
package struct Page<Item: Sendable>: Sendable {
    package let items: [Item]
    package let total: Int
    /// Opaque text for the next call; nil on the last page.
    package let nextCursor: String?

    package init(items: [Item], total: Int, nextCursor: String?) {
        self.items = items
        self.total = total
        self.nextCursor = nextCursor
    }
}
