/**
 * What stands below a field that was not accepted. The library's own words name the field as the code
 * does ("The organizationName field must be defined"); the reader sees the field, and programs are told
 * its name beside the message.
 */
import vine, { SimpleMessagesProvider } from '@vinejs/vine'

vine.messagesProvider = new SimpleMessagesProvider({
  'required': 'This field is required.',
  'string': 'Enter text.',
  'email': 'Enter an e-mail address such as name@company.com.',
  'regex': 'This has the wrong format. Correct it and try again.',
  'uuid': 'This value is not available. Choose from the list.',
  'url': 'Enter a web address that starts with https://.',
  'minLength': 'Enter at least {{ min }} characters.',
  'maxLength': 'Enter at most {{ max }} characters.',
  'fixedLength': 'Enter exactly {{ size }} characters.',
  'number': 'Enter a number.',
  'withoutDecimals': 'Enter a whole number.',
  'min': 'Enter {{ min }} or more.',
  'max': 'Enter {{ max }} or less.',
  'range': 'Enter a value from {{ min }} to {{ max }}.',
  'notIn': 'This value cannot be used. Choose another one.',
  'array': 'Choose from the list.',
  'object': 'The request has the wrong form. Reload the page and try again.',
  'record': 'The request has the wrong form. Reload the page and try again.',
  'boolean': 'Choose yes or no.',
  'enum': 'Choose one of the available values.',
  'literal': 'Choose one of the available values.',
  'union': 'Choose one of the available values.',
  'startsWith': 'This has the wrong beginning. Correct it and try again.',
  'in': 'Choose one of the available values.',
  'date': 'This is not a valid date.',
  'array.minLength': 'Choose at least {{ min }}.',
  'scopes.array.minLength': 'Choose at least one.',
  'array.maxLength': 'Choose at most {{ max }}.',
  'notEmpty': 'Choose at least one.',
  'distinct': 'Choose each only once.',
})
