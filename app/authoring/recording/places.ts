/** What a field says about a person, or opens. */
export type Private = 'secret' | 'email' | 'phone' | 'name' | 'address'

/** Where a value stands. */
export interface FieldPlace {
  name: string
  /** Names of the objects around it, the innermost last. */
  around: string[]
  /** Names of the fields beside it. */
  beside: string[]
}

/** `firstName`, `first_name` and `First Name` are one name. */
const joined = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** Opens nothing: says where a list goes on. */
const WAY_ON =
  /(page|next|prev|previous|continuation|cursor|sync|pagination|resume|skip|start)token$/

const SECRET =
  /(token|secret|password|passwd|passcode|apikey|accesskey|privatekey|authkey|signature|hmac|authorization|cookie|credential|credentials|sessionid|iban|cardnumber|accountnumber|cvc|cvv|ssn)$|^(pin|sig|otp|pwd|auth|jwt)$/

const EMAIL = /(email|emailaddress|mail|emailhash|emailmd5|emailsha256|emailid)$/
const PHONE = /(phone|phonenumber|telephone|mobile|mobilenumber|msisdn|whatsapp|fax|faxnumber)$/

const NAME =
  /(firstname|lastname|givenname|familyname|middlename|fullname|displayname|realname|surname|nickname|username|screenname|contactname|customername|payername|cardholdername|holdername|ownername|authorname|recipientname|shoppername|fname|lname|patronymic)$|^(login|firstname|cardholder|accountholder)$/

const ADDRESS =
  /(address[1-4]?|addressline[1-4]?|street|streetaddress|postalcode|postcode|zipcode|ipaddress|remoteip|clientip|latitude|longitude|birthday|birthdate|dateofbirth)$|^(line[1-4]|zip|ip|lat|lng|lon|dob)$/

/** What says of an object that it is a person. */
const PERSON =
  /^(customer|contact|person|people|user|member|owner|author|lead|assignee|creator|createdby|updatedby|payer|recipient|profile|employee|shopper|subscriber|sender|billing|shipping|billingaddress|shippingaddress|cardholder|buyer|guest|attendee|participant|follower|reviewer|staff|from|to)s?$/

/** Objects that only hold others. */
const CONTAINER =
  /^(data|results?|items?|records?|rows?|values?|list|elements?|nodes?|edges?|properties|attributes|fields|response|body|objects?|entries|queryresponse)$/

/** Names of a web address that open something, besides those of fields. */
const OPENS_IN_ADDRESS = /^(code|key|hash|hm|oe|oh|ticket|otp|nonce|xamzsignature|xamzcredential)$/

export const opensInAddress = (name: string): boolean =>
  OPENS_IN_ADDRESS.test(joined(name)) || opens(joined(name))

const opens = (name: string) => SECRET.test(name) && !WAY_ON.test(name)

/** What stands at a place, as far as its name and its neighbours say. */
export function privateAt({ name, around, beside }: FieldPlace): Private | undefined {
  const own = joined(name)
  if (opens(own)) {
    return 'secret'
  }
  if (EMAIL.test(own)) {
    return 'email'
  }
  if (PHONE.test(own)) {
    return 'phone'
  }
  if (NAME.test(own) || (own === 'name' && isPerson(around, beside))) {
    return 'name'
  }
  return ADDRESS.test(own) ? 'address' : undefined
}

/** A bare name is a person's below a word for people, or beside what only people have. */
function isPerson(around: string[], beside: string[]): boolean {
  const nearest = around.map(joined).findLast((name) => !CONTAINER.test(name))
  const isBesidePerson = beside.map(joined).some((name) => EMAIL.test(name) || PHONE.test(name))
  return isBesidePerson || (nearest !== undefined && PERSON.test(nearest))
}
