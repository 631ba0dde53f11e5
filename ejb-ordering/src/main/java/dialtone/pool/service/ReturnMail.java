package dialtone.pool.service;

import dialtone.platform.mail.CustomerMail;
import dialtone.platform.mail.MailPage;
import dialtone.pool.DeviceReturn;
import dialtone.pool.service.DeviceReturns.Mail;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The mail with the label of a device that is asked back, and those that remind of it. */
final class ReturnMail {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private ReturnMail() {}

    static CustomerMail.Message of(Mail mail, String to) {
        DeviceReturn asked = mail.about();
        boolean first = mail.number() == 1;
        String subject = first
                ? "Please send your " + asked.deviceName() + " back"
                : "Your " + asked.deviceName() + " has not come back yet";
        List<String> words = List.of(
                "Hello " + mail.name() + ",",
                (first ? "your order " + asked.order() + " is done, and its " : "the ") + asked.deviceName()
                        + " with IMEI " + asked.imei() + " is to come back to us.",
                "Pack it, write " + asked.trackingNumber()
                        + " on the parcel or show this number at any counter of the carrier, who prints the label. Sending it"
                        + " costs you nothing. The number of your return is " + asked.rma() + ".",
                asked.residualCharge()
                        .map(amount -> "If it is not on its way by " + DAY.format(mail.until()) + ", we charge "
                                + amount + ".")
                        .orElse("Please send it by " + DAY.format(mail.until()) + "."),
                "Dialtone");
        String html =
                MailPage.of(subject, words.stream().map(MailPage::paragraph).collect(Collectors.joining()));
        return new CustomerMail.Message(
                to,
                subject,
                String.join("\r\n\r\n", words) + "\r\n",
                Optional.of(new MailPage(html, List.of())),
                Optional.of("<" + asked.rma() + ".return-" + mail.number() + "@dialtone>"));
    }
}
