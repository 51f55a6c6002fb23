/**
 * What stands below a field that was not accepted. The library's own words name the field as the code
 * does ("The organizationName field must be defined"); the reader sees the field, and programs are told
 * its name beside the message.
 */
import vine, { SimpleMessagesProvider } from '@vinejs/vine'

vine.messagesProvider = new SimpleMessagesProvider({
  'required': 'Fill this in.',
  'string': 'Write text here.',
  'email': 'This is not an e-mail address. It looks like name@company.com.',
  'regex': 'This is not in the form that is asked for here. Choose or type it again.',
  'uuid': 'This is not one of those that are offered. Choose from the list.',
  'url': 'This is not an address of the web. It begins with https://.',
  'minLength': 'Write at least {{ min }} characters.',
  'maxLength': 'Write at most {{ max }} characters.',
  'fixedLength': 'Write exactly {{ size }} characters.',
  'number': 'Write a number.',
  'withoutDecimals': 'Write a whole number.',
  'min': 'This has to be {{ min }} or more.',
  'max': 'This has to be {{ max }} or less.',
  'range': 'This has to be from {{ min }} to {{ max }}.',
  'notIn': 'This one cannot be chosen. Choose another one.',
  'array': 'Choose from the list.',
  'object': 'This was not sent as the page sends it. Reload the page and try again.',
  'record': 'This was not sent as the page sends it. Reload the page and try again.',
  'boolean': 'Choose yes or no.',
  'enum': 'Choose one of those that are offered.',
  'in': 'Choose one of those that are offered.',
  'date': 'This is not a day. Write it as year, month and day.',
  'array.minLength': 'Choose at least {{ min }}.',
  'scopes.array.minLength': 'Choose at least one.',
  'array.maxLength': 'Choose at most {{ max }}.',
  'notEmpty': 'Choose at least one.',
  'distinct': 'Choose each only once.',
})
