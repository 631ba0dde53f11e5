package dialtone.order.console;

import dialtone.base.console.Days;
import dialtone.party.Customer;
import java.io.Serializable;

/** A customer as the desk shows one. */
public record CustomerRow(String id, String name, String born, String email, String phone, String address)
        implements Serializable {

    public static CustomerRow of(Customer customer) {
        return new CustomerRow(
                customer.id().value(),
                customer.name(),
                Days.text(customer.birthDate()),
                customer.email(),
                customer.phone().orElse(""),
                customer.address().street() + ", " + customer.address().postalCode() + " "
                        + customer.address().city());
    }
}
