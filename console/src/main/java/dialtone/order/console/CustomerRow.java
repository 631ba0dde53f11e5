package dialtone.order.console;

import dialtone.party.Customer;
import java.io.Serializable;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A customer as the desk shows one. */
public record CustomerRow(String id, String name, String born, String email, String phone, String address)
        implements Serializable {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    public static CustomerRow of(Customer customer) {
        return new CustomerRow(
                customer.id().value(),
                customer.name(),
                DAY.format(customer.birthDate()),
                customer.email(),
                customer.phone().orElse(""),
                customer.address().street() + ", " + customer.address().postalCode() + " "
                        + customer.address().city());
    }
}
