package dialtone.order.console;

import dialtone.base.console.Badge;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.inventory.InventoryState;
import dialtone.inventory.Product;
import dialtone.inventory.Resource;
import java.io.Serializable;

/**
 * A customer's line as a row of a list.
 *
 * @param number with a plus sign; empty when it has none
 * @param why    it is suspended; empty when it is not
 * @param order  that has brought it: its page is where the line is changed
 */
public record LineRow(String number, String plan, Badge state, String why, String order) implements Serializable {

    static LineRow of(Product line) {
        return new LineRow(
                line.resources().stream()
                        .filter(resource -> resource.kind() == ResourceKind.MSISDN)
                        .map(Resource::identifier)
                        .map(number -> "+" + number)
                        .findFirst()
                        .orElse(""),
                line.offeringName(),
                line.state() == InventoryState.SUSPENDED ? new Badge("Suspended", "warn") : new Badge("In use", "good"),
                line.suspension().map(suspension -> suspension.reason().words()).orElse(""),
                line.order().value());
    }
}
