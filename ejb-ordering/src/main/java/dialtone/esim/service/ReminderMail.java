package dialtone.esim.service;

import dialtone.esim.service.EsimProfiles.Reminder;
import dialtone.platform.mail.CustomerMail;
import dialtone.platform.mail.MailPage;
import dialtone.platform.qr.QrPicture;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The mail that reminds a customer of an eSIM that he has not loaded, with the code and its picture. */
final class ReminderMail {

    private ReminderMail() {}

    static CustomerMail.Message of(Reminder reminder, String to) {
        String subject = "Your eSIM for +" + reminder.msisdn() + " is waiting";
        List<String> words = List.of(
                "Hello " + reminder.name() + ",",
                "your eSIM for +" + reminder.msisdn()
                        + " has not been loaded into a telephone yet, and your number does not work without it.",
                "Type this activation code into your telephone's settings, under add eSIM, or scan the picture in this mail: "
                        + reminder.activationCode(),
                "Have you loaded it, or have you a question? Then call us.",
                "Dialtone");
        QrPicture picture = new QrPicture("esim", reminder.activationCode());
        String html = MailPage.of(
                subject,
                Stream.concat(words.stream().map(MailPage::paragraph), Stream.of(MailPage.picture(picture)))
                        .collect(Collectors.joining()));
        return new CustomerMail.Message(
                to,
                subject,
                String.join("\r\n\r\n", words) + "\r\n",
                Optional.of(new MailPage(html, List.of(picture))),
                Optional.of("<" + reminder.iccid() + ".reminder-" + reminder.number() + "@dialtone>"));
    }
}
