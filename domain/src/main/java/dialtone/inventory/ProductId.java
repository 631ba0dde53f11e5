package dialtone.inventory;

import jakarta.persistence.Embeddable;

/** @param value such as {@code PRD-100001-1}, after the order and the item's place in it; at most 48 characters */
@Embeddable
public record ProductId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
